"""python -m mlsysim_registry.cli"""

import sys

from mlsysim_registry.cli import main

sys.exit(main())
