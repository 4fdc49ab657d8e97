"""The smallest beginnings of files that players know, and of some that are no sound."""

from __future__ import annotations

OGG_PAGE = b"OggS\x00\x02" + bytes(20) + b"\x01\x13"
SOUNDS = {
    "audio/mpeg": [b"ID3\x04\x00\x00" + bytes(200), b"\xff\xfb\x90\x64" + bytes(200), b"\xff\xf3\x44\xc4" + bytes(200)],
    "audio/mp4": [b"\x00\x00\x00\x1cftypM4A \x00\x00\x00\x00M4A mp42isom", b"\x00\x00\x00\x18ftypmp42" + bytes(100)],
    "audio/ogg": [OGG_PAGE + b"OpusHead" + bytes(50), OGG_PAGE + b"\x01vorbis" + bytes(50)],
    "audio/wav": [b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(50)],
    "audio/webm": [b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + bytes(50)],
}
NO_SOUNDS = {
    "empty": b"",
    "text": b"Detta ar ingen ljudfil, vad den an heter.",
    "page": b"<!doctype html><script>alert(1)</script>",
    "program": b"MZ\x90\x00" + bytes(100),
    "script": b"#!/bin/sh\necho hej",
    "pdf": b"%PDF-1.7\n" + bytes(50),
    "picture": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(50),
    "phone picture": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
    "film": b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ",
    "ogg film": OGG_PAGE + b"\x80theora" + bytes(50),
    "matroska film": b"\x1aE\xdf\xa3\x9fB\x82\x88matroska" + bytes(50),
    "other riff": b"RIFF\x24\x00\x00\x00AVI LIST" + bytes(50),
    "zip": b"PK\x03\x04" + bytes(60),
    "utf-16": b"\xff\xfeh\x00e\x00j\x00",
    "half an ogg": b"OggS",
    "adts": b"\xff\xf1\x50\x80" + bytes(50),
}
