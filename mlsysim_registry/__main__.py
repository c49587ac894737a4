"""python -m mlsysim_registry"""

import sys

from mlsysim_registry.cli import main

sys.exit(main())
