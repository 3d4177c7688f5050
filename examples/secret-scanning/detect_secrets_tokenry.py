"""A plugin of detect-secrets that finds token values of Tokenry, and checks their checksum.

Replace tk0c01 by the TokenPrefix of your environment.
"""
import re
import zlib

from detect_secrets.plugins.base import RegexBasedDetector

BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
CHECKSUM_LENGTH = 7


class TokenryDetector(RegexBasedDetector):
    secret_type = "Tokenry API token"
    denylist = [re.compile(r"tk0c01\.[A-Z2-7]{24}\.[A-Z2-7]{64}")]

    def analyze_string(self, string, **kwargs):
        return filter(has_valid_checksum, super().analyze_string(string, **kwargs))


def has_valid_checksum(token_value):
    """Returns whether the last 7 characters are the CRC-32 of all before them."""
    crc = zlib.crc32(token_value[:-CHECKSUM_LENGTH].encode("ascii"))
    shifts = range(5 * (CHECKSUM_LENGTH - 1), -1, -5)
    return token_value.endswith("".join(BASE32[crc >> shift & 31] for shift in shifts))
