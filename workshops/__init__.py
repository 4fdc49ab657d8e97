"""CONTRIBUTION: people meet, in a room, online or on paper, and say things that are kept."""
