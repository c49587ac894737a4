from mlsysim_validators.rate_paths import MATRIX, SPARSE, VECTOR, dense_of, sparse_of, vector_of


def test_a_path_is_moved_to_another_pipe_with_all_behind_it() -> None:
    assert sparse_of("compute.matrix.fp16.accumulate_fp16") == "compute.matrix_sparse.fp16.accumulate_fp16"
    assert dense_of("compute.matrix_sparse.int8") == "compute.matrix.int8"
    assert vector_of("compute.matrix.fp64") == "compute.vector.fp64"


def test_other_paths_stay_as_they_are() -> None:
    for path in (f"{SPARSE}fp8", f"{VECTOR}fp32", "memory.bandwidth", "power.matrix.fp16", ""):
        assert sparse_of(path) == path
    for path in (f"{MATRIX}fp8", f"{VECTOR}fp32", "memory.bandwidth"):
        assert dense_of(path) == path
