"""Texts in European languages: terms, units and decimal commas are understood, and positions stay true."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.checking import check_text
from mlsysim_validators.sources.readers import read
from mlsysim_validators.sources.reports.fixing import fixes
from snippets import checked, claim, findings, registry

# Enough little words that the language is beyond doubt.
PREAMBLE = {
    "de": "Das ist der Text, mit dem wir beginnen, und er ist nicht lang; das wird sich auf den Seiten ändern.",
    "fr": "Le texte est pour les élèves qui sont dans la salle, et il est avec les notes sur le tableau.",
    "es": "El texto es para los alumnos que están en la sala, y con las notas para el curso.",
    "pt": "O texto não é para os alunos que são uma turma, e com as notas do curso para o grupo.",
    "it": "Il testo che è per gli studenti della classe, e con una nota di chi sono nel corso.",
    "pl": "To jest tekst dla studentów, nie jest on długi, i na tablicy jest on z notatkami oraz w książce.",
    "ru": "Это текст для студентов, и на доске он не такой, как в книге, что для нас не важно, и это по плану.",
    "uk": "Це текст для студентів, і на дошці він не такий, як у книзі, що для нас не важливо, та за планом.",
    "nl": "Het is een tekst van ons voor de studenten, met een bord en niet op papier, en het wordt een boek.",
}


def written(language: str, text: str) -> str:
    return f"{PREAMBLE[language]}\n\n{text}\n"


@pytest.mark.parametrize(
    ("language", "sentence", "right", "wrong"),
    [
        ("de", "Die H100 SXM hat eine Speicherbandbreite von @ TB/s.", "3,35", "3,53"),
        ("de", "Die A100 SXM 80GB hat eine Speicherbandbreite von @ GB/s. Die L4 hat 0,3 TB/s.", "2.039", "1.039"),
        ("fr", "La H100 SXM offre une bande passante mémoire de @ To/s.", "3,35", "2,35"),
        ("fr", "Une L40S dispose de @ Go de mémoire.", "48", "84"),
        (
            "fr",
            "Une H100 SXM atteint 989,4 TFLOPS en BF16, et en FP8 dense elle a pour pic @ TFLOPS.",
            "1 979",
            "1 929",
        ),
        ("es", "La H100 SXM tiene un ancho de banda de memoria de @ TB/s.", "3,35", "3,75"),
        ("pt", "A H100 SXM tem largura de banda de memória de @ TB/s.", "3,35", "3,75"),
        ("it", "La H100 SXM ha una larghezza di banda di memoria di @ TB/s.", "3,35", "3,75"),
        ("pl", "H100 SXM ma przepustowość pamięci @ TB/s.", "3,35", "3,75"),
        ("nl", "De H100 SXM heeft een geheugenbandbreedte van @ TB/s.", "3,35", "3,75"),
        ("ru", "Пропускная способность памяти H100 SXM — @ ТБ/с.", "3,35", "3,75"),
        ("ru", "Карта L40S имеет @ ГБ видеопамяти.", "48", "84"),
        ("ru", "Энергопотребление H100 SXM — @ Вт.", "700", "770"),
        ("uk", "Пропускна здатність пам'яті H100 SXM — @ ТБ/с.", "3,35", "3,75"),
    ],
)
def test_a_figure_in_a_european_language_is_judged(language: str, sentence: str, right: str, wrong: str) -> None:
    assert not findings(written(language, sentence.replace("@", right)))
    told = checked(written(language, sentence.replace("@", right)))
    assert all(claim.verdict == "match" for claim in told.claims if claim.entity is not None and claim.kind == "spec")
    assert told.checked
    assert len(findings(written(language, sentence.replace("@", wrong)))) == 1


@pytest.mark.parametrize(
    ("language", "sentence", "right", "wrong"),
    [
        ("de", "Ein Modell mit 70 Milliarden Parametern belegt in FP16 @ GB.", "140", "150"),
        ("fr", "Un modèle de 70 milliards de paramètres en FP16 occupe @ Go.", "140", "150"),
        ("es", "Un modelo de 70 mil millones de parámetros en FP16 ocupa @ GB.", "140", "150"),
        ("pt", "Um modelo de 70 bilhões de parâmetros em FP16 ocupa @ GB.", "140", "150"),
        ("ru", "Модель на 70 млрд параметров в FP16 занимает @ ГБ.", "140", "150"),
    ],
)
def test_a_billion_of_parameters_takes_the_bytes_it_takes(language: str, sentence: str, right: str, wrong: str) -> None:
    assert claim(written(language, sentence.replace("@", right)), f"{right} GB").verdict == "match"
    assert claim(written(language, sentence.replace("@", wrong)), f"{wrong} GB").verdict != "match"


def test_a_german_billion_is_a_trillion() -> None:
    told = checked(
        written("de", "GPT-4 soll 1,76 Billionen Parameter haben, Llama 3 70B hat 70,6 Milliarden Parameter.")
    )
    assert [claim.text for claim in told.claims if claim.text != "70B"] == ["1.76 trillion", "70.6 billion"]


def test_a_wrong_figure_is_found_where_it_stands_and_mended_as_it_is_written() -> None:
    text = written("de", "Die H100 SXM hat 80 GB und eine Speicherbandbreite von 3,53 TB/s.")
    report = check_text("notes.md", text, registry())
    wrong = next(claim for claim in report.claims if claim.verdict == "mismatch")
    line = text.split("\n")[2]
    assert wrong.document.position(wrong.stated.offset) == (3, line.index("3,53") + 1)
    assert [(fix.old, fix.new) for fix in fixes(report.claims)] == [("3,53", "3,35")]


def test_the_braces_of_a_latex_comma_stay() -> None:
    frame = (
        "\\begin{frame}{Die Hardware}\n"
        + PREAMBLE["de"]
        + "\nDie H100 SXM hat 80 GB und eine Speicherbandbreite von $3{,}53$ TB/s.\n\\end{frame}\n"
    )
    text = "\\documentclass{beamer}\\begin{document}\n" + frame + "\\end{document}\n"
    assert [(fix.old, fix.new) for fix in fixes(check_text("deck.tex", text, registry()).claims)] == [
        ("3{,}53", "3{,}35")
    ]


def test_code_is_no_prose() -> None:
    text = written("fr", "Voici :\n\n```python\nx = [1,2]  # 3,35 mémoire\n```\n")
    assert read("notes.md", text).blocks[-1].text.text == "x = [1,2]  # 3,35 mémoire"


@pytest.mark.parametrize(
    "text",
    [
        "The H100 is the GPU of 2022, and that is a 1,979 TFLOPS part with 80 GB of memory.",
        "Le Chat, Les Misérables and the rest of the memory is 3,350 GB/s with the H100 and this is that.",
    ],
)
def test_english_is_left_alone(text: str) -> None:
    assert read("notes.md", text).blocks[0].text.text == text
