"""What kind of sound a file holds, judged by how it begins and never by its name. Pure.

Sources: ID3v2 and MPEG frame headers (ISO/IEC 11172-3), the `ftyp` box (ISO/IEC 14496-12), Ogg pages (RFC 3533) with
Opus (RFC 7845), RIFF/WAVE, and the EBML header of WebM (RFC 8794).
"""

from __future__ import annotations

ENOUGH = 512  # bytes of the beginning that `kind_of` wants
MOST_BYTES = 25_000_000
SUFFIX = {
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/ogg": ".ogg",
    "audio/wav": ".wav",
    "audio/webm": ".webm",
}
# Brands of files that phones record sound in. Pictures (heic, avif) and QuickTime begin alike and are none of these.
_MP4 = {b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso5", b"iso6", b"dash", b"3gp4", b"3gp5", b"3gp6"}
_OGG = (b"OpusHead", b"\x01vorbis", b"\x7fFLAC", b"Speex   ")


def kind_of(head: bytes) -> str:
    """The content type, one of SUFFIX, of a file that begins like this; blank for anything else."""
    if head[:3] == b"ID3" or _is_mpeg_frame(head):
        return "audio/mpeg"
    if head[4:8] == b"ftyp" and head[8:12] in _MP4:
        return "audio/mp4"
    if head[:4] == b"OggS" and head[28 : 28 + 8].startswith(_OGG):
        return "audio/ogg"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav"
    if head[:4] == b"\x1aE\xdf\xa3" and b"webm" in head[:64]:
        return "audio/webm"
    return ""


def _is_mpeg_frame(head: bytes) -> bool:
    """Eleven set bits, layer III, and a bit rate and a sampling rate that exist."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 0b11, head[1] >> 1 & 0b11
    rate, sampling = head[2] >> 4, head[2] >> 2 & 0b11
    return version != 0b01 and layer == 0b01 and rate not in (0, 0b1111) and sampling != 0b11
