"""Predictions of what a published benchmark would measure, calibrated by the registry's efficiency entries.

>>> from mlsysim_registry.analysis import predict
>>> given = {"op": "AllReduce", "bytes": 2**34, "n": 8, "link_bw": 450e9, "algo": "ring"}
>>> print(predict("collectives", "net-large", given).explain())  # doctest: +SKIP
"""

from mlsysim_registry.analysis.predictions.prediction import Prediction, predict

__all__ = ["Prediction", "predict"]
