"""A phone number or an e-mail address as people write it → whether it can be one."""

from __future__ import annotations

import re

_EMAIL = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[^@\s.<>\"',;]+")
_PHONE = re.compile(r"[+0-9(][0-9 .()\-/]{2,30}")


def is_email(written: str) -> bool:
    """Tell whether *written* has the form of one e-mail address."""
    return bool(_EMAIL.fullmatch(written))


def is_phone(written: str) -> bool:
    """Tell whether *written* has the form of a phone number, a short one such as 113 among them."""
    return bool(_PHONE.fullmatch(written)) and sum(char.isdigit() for char in written) >= 3
