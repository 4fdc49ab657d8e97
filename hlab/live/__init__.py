"""The live wire: ordered events per channel, a hub that coalesces, a stream that replays. Never anyone's words."""
