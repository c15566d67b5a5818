"""`python -m site_builder`: the same as `build.py`, in an environment that is already there."""

import sys

from site_builder.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
