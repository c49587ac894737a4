"""Chinese, Japanese and Korean text as the other rooms understand it: terms in English, punctuation in ASCII.

"H100 的显存带宽为3.35TB/s，" shows as "H100 的 memory bandwidth is 3.35TB/s, ". Each shown character still knows the
place of what it stands for, so a finding points into the source as ever. Only terms of the field are told; all else
stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.builder import TextBuilder
from mlsysim_validators.sources.readers.tongues.texts import show
from mlsysim_validators.sources.texts.documents import Document, Text

_SCRIPT = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_FAR = regex(r"[\u3000-\uffef]")  # one range costs nothing to look for, and most sources have nothing of it
_WIDE = regex(rf"[{_SCRIPT}\u3000-\u303f\uff00-\uffef]")
_MARKS = {
    "，": ", ", "。": ". ", "、": ", ", "；": "; ", "：": ": ", "？": "? ", "！": "! ", "（": " (", "）": ") ",
    "【": " [", "】": "] ", "「": ' "', "」": '" ', "～": "~", "％": "%", "／": "/", "＋": "+", "－": "-", "×": "×",
    "　": " ", "＝": "=", "＜": "<", "＞": ">", "｜": "|",
}  # fmt: skip
# Simplified and traditional Chinese, Japanese, Korean.
_TERMS = {
    "system memory": "系统内存 系統內存 系統記憶體 システムメモリ 시스템메모리",
    "host memory": "主机内存 主機記憶體 ホストメモリ 호스트메모리",
    "communication": "通信 通讯 通訊 통신",
    "effective": "実効",
    "memory": "显存 顯存 内存 內存 記憶體 存储器 メモリ 메모리",
    "bandwidth": "带宽 帶寬 頻寬 帯域幅 帯域 대역폭",
    "capacity": "容量 용량",
    "interconnect": "互连 互联 互聯 互連 相互接続",
    "bidirectional": "双向 雙向 双方向 양방향",
    "per direction": "单向 單向 单方向 每个方向 每方向 片方向 단방향",
    "sparse": "稀疏 희소",
    "with sparsity": "稀疏性 结构化稀疏",
    "arithmetic intensity": "算术强度 运算强度 操作强度 计算强度 演算強度 算術強度 산술강도",
    "dense": "不开启稀疏计算 不开启稀疏 未开启稀疏 稠密 非稀疏 不使用稀疏 密集 밀집",
    "peak": "峰值 피크",
    "compute": "算力 연산",
    "TDP": "热设计功耗 最大功耗",
    "power": "功耗 功率 消費電力 전력",
    "clock": "主频 频率 頻率 クロック 클럭",
    "half precision": "半精度 반정밀도",
    "single precision": "单精度 單精度 単精度 단정밀도",
    "double precision": "双精度 雙精度 倍精度 배정밀도",
    "tensor": "张量 張量 テンソル 텐서",
    "matrix": "矩阵 矩陣 행렬",
    "vector": "向量 矢量 벡터",
    "cores": "核心 コア 코어",
    "active parameters": "激活参数 激活參數",
    "total parameters": "总参数",
    "parameters": "参数量 参数 參數 パラメータ 파라미터 매개변수",
    "layers": "层数 層數 层 層 레이어",
    "attention heads": "注意力头数 注意力头",
    "heads": "头数",
    "hidden size": "隐藏层维度 隐藏层大小 隐藏维度 隐藏层 模型维度",
    "vocabulary": "词表大小 词汇表大小 词表 词汇表 어휘",
    "context": "上下文长度 上下文窗口 上下文",
    "sequence length": "序列长度",
    "concurrent requests": "并发数 并发",
    "batch size": "批次大小 批大小 批量大小",
    "experts": "专家数 专家 전문가",
    "L2 cache": "二级缓存 L2缓存",
    "L3 cache": "三级缓存",
    "cache": "缓存 快取 キャッシュ 캐시",
    "weights": "权重 權重 重み 가중치",
    "activations": "激活值 활성화",
    "gradients": "梯度 勾配 그래디언트",
    "optimizer": "优化器 優化器 옵티마이저",
    "shared memory": "共享内存 共享記憶體",
    "registers": "寄存器 暫存器",
    "disk": "硬盘 磁盘",
    "storage": "存储",
    "throughput": "吞吐量 吞吐 처리량",
    "utilization": "利用率 활용률 사용률",
    "measured": "实测 實測 测得 측정",
    "actual": "实际 實際 실제",
    "needs": "最低只需 至少需要 只需要 只需 需要 需 필요",
    "uses": "占用",
    "remaining": "剩余",
    "saves": "节省",
    "latency": "延迟 延遲 时延",
    "network": "网络 네트워크",
    "node": "节点 節點 노드",
    "server": "服务器 伺服器 서버",
    "cluster": "集群 클러스터",
    "rack": "机架 机柜",
    "host": "主机",
    "per GPU": "单卡 每卡 每张卡",
    "each": "每个 每颗",
    "total": "总共 总 총 総",
    "about": "大约 大概 大致 约为 约 약",
    "over": "超过 大于",
    "below": "低于 小于 不超过",
    "up to": "高达 最高可达 最高 最多 最大可达 최대",
    "at least": "至少 최소",
    "is": "为 是 達到",
    "and": "以及 和 与 及",
    "or": "或者 或",
    ", ": "而",
    "compared": "相比 对比",
    "versions": "版本",
    "unsupported": "不支持",
}
_AFTER_DIGITS = {
    "字节": " bytes", "倍": "x", "毫秒": " ms", "微秒": " us",
    "秒": " s", "分钟": " min", "小时": " hours", "位": "-bit",
}  # fmt: skip
# What they count, in steps of a scale that the reader of numbers knows: 1750 亿 are 175 billion.
_LARGE = {
    "万亿": ("trillion", 0), "亿": ("billion", 1), "億": ("billion", 1), "万": ("million", 2), "萬": ("million", 2),
}  # fmt: skip
_PER_SECOND = (
    r"每秒(?: ?约| ?可达| ?高达)? ?(?P<number>[\d.,]+) ?(?P<unit>[kKMGTP]i?B|[TPG]FLOPS?|[TG]b(?:it)?)(?![A-Za-z/])"
)


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    english = {word: term for term, words in _TERMS.items() for word in words.split()}
    words = "|".join(sorted(map(re.escape, english), key=len, reverse=True))
    marks = "".join(map(re.escape, _MARKS))
    counted, large = "|".join(_AFTER_DIGITS), "|".join(_LARGE)
    pattern = re.compile(
        rf"{_PER_SECOND}|(?P<per>/ ?(?:每)?秒)|(?P<ordinal>第 ?[\d一二三四五六七八九十]+ ?[{_SCRIPT}])"
        rf"|(?<![\d.,])(?P<digits>\d+(?:\.\d+)?) ?(?P<large>{large})"
        rf"|(?<=\d)(?P<space> ?)(?P<counted>{counted})|(?P<term>{words})|(?P<mark>[{marks}])"
        rf"|(?P<joint>(?<=[A-Za-z0-9%)\]])(?=[{_SCRIPT}])|(?<=[{_SCRIPT}])(?=[A-Za-z0-9~<>$(]))"
    )
    return pattern, english


def in_english(document: Document) -> None:
    """Show all text of a document, where it has such text in it, with the terms of the field in English."""
    if _FAR.search(document.source) is None or _WIDE.search(document.source) is None:
        return
    show(document, _text)


def _text(text: Text) -> Text:
    if _WIDE.search(text.text) is None:
        return text
    pattern, english = _pattern()
    shown = TextBuilder()

    def copied(begin: int, end: int) -> None:
        shown.mapped(text.text[begin:end], text.offsets[begin:end])

    done = 0
    for match in pattern.finditer(text.text):
        copied(done, match.start())
        done = match.end()
        _show(match, english, shown, text.source_offset(match.start()), copied)
    copied(done, len(text.text))
    return shown.take()


def _show(
    match: re.Match[str],
    english: dict[str, str],
    shown: TextBuilder,
    offset: int,
    copied: Callable[[int, int], None],
) -> None:
    kind = match.lastgroup
    if kind == "unit":
        shown.space(offset)
        copied(*match.span("number"))
        shown.space(offset)
        copied(*match.span("unit"))
        shown.made("/s ", offset)
    elif kind == "large":
        scale, places = _LARGE[match["large"]]
        from decimal import Decimal

        digits = f"{Decimal(match['digits']).scaleb(-places):f}"
        shown.made(f"{digits if '.' in match['digits'] else digits.removesuffix('.0')} {scale}", offset)
        shown.space(offset)
    elif kind == "per":
        shown.made("/s ", offset)
    elif kind == "ordinal":
        copied(*match.span())
    elif kind == "counted":
        shown.made(_AFTER_DIGITS[match["counted"]], offset)
        shown.space(offset)
    elif kind == "term":
        shown.space(offset)
        shown.made(english[match["term"]], offset)
        shown.space(offset)
    elif kind == "mark":
        mark = _MARKS[match["mark"]]
        if mark[0] == " ":
            shown.space(offset)
        shown.made(mark.strip() or " ", offset)
        if mark[-1] == " ":
            shown.space(offset)
    else:
        shown.space(offset)
