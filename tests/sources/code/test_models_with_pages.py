"""Tables of published models, each with its page: a shape that is not the publisher's is wrong there."""

from __future__ import annotations

from snippets import findings

ROWS = (
    ("Llama 3.1 8B", 4096, 32, "https://huggingface.co/meta-llama/Llama-3.1-8B"),
    ("Mistral 7B v0.1", 4096, 32, "https://huggingface.co/mistralai/Mistral-7B-v0.1"),
    ("Qwen3-30B-A3B", 2048, 48, "https://huggingface.co/Qwen/Qwen3-30B-A3B"),
    ("Llama 3.1 70B", 8192, 80, "https://huggingface.co/meta-llama/Llama-3.1-70B"),
)


def rows(key: str, wrong: int = 2048, layers: int = 48, count: int = 4) -> str:
    """Models of a calculator; the third may be wrong."""
    lines = [
        f'  {{ name: "{name}", hiddenSize: {wrong if width == 2048 else width}, '
        f'numLayers: {layers if depth == 48 else depth}, {key}: "{page}" }},'
        for name, width, depth, page in ROWS[-count:]
    ]
    return "const MODELS = [\n" + "\n".join(lines) + "\n];\n"


def test_a_shape_that_is_not_the_publishers() -> None:
    for key in ("huggingfaceUrl", "hfRepo", "hf_id", "hugging_face"):
        assert findings(rows(key), "models.ts") == []
        assert findings(rows(key, wrong=5120), "models.ts") == [("5120", "different")]


def test_a_layer_more_is_counted_otherwise() -> None:
    assert findings(rows("hfUrl", layers=49), "models.ts") == []


def test_without_pages_or_in_a_table_of_few_a_variant_may_be_meant() -> None:
    assert findings(rows("notes", wrong=5120), "models.ts") == []
    assert findings(rows("hfUrl", wrong=5120, count=2), "models.ts") == []


def test_a_page_of_another_model_says_nothing() -> None:
    other = rows("hfUrl", wrong=5120).replace("Qwen/Qwen3-30B-A3B", "somebody/tiny-mixture")
    assert findings(other, "models.ts") == []
