"""Records built by hand: documents of the fictional 青岚经济技术开发区, with every kind of part."""

from __future__ import annotations

from decimal import Decimal

from jingkai.documents.mentions import (
    Citation,
    Comparator,
    Deadline,
    Mentions,
    Money,
    MoneyKind,
    Phrase,
    Role,
    Target,
    Threshold,
    UnitMention,
)
from jingkai.documents.provision import Block, BlockKind, Metadata, Parsed, Provision, ProvisionKind
from jingkai.documents.record import Record
from jingkai.documents.revision import Flag, Repair
from jingkai.documents.witness import Line, Place, Witness


class Builder:
    """Builds a record's text and its parts side by side."""

    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[Block] = []
        self.provisions: list[Provision] = []
        self.levels: dict[str, int] = {}

    def line(self, words: str) -> int:
        """Add a line; return where it begins."""
        if self.text:
            self.text += "\n"
        start = len(self.text)
        self.text += words
        return start

    def block(self, kind: BlockKind, words: str) -> None:
        start = self.line(words)
        self.blocks.append(Block(kind, words, start, start + len(words)))

    def provision(
        self,
        identifier: str,
        kind: ProvisionKind,
        label: str = "",
        heading: str = "",
        text: str = "",
        *,
        closing: str = "",
        gap: str = "",
        inferred: bool = False,
        printed_label: str | None = None,
    ) -> None:
        """Add a provision; ``gap`` is what stands between head and text (a line feed, or nothing)."""
        head = (label if printed_label is None else printed_label) + heading + closing
        at = self.line(head + (gap if text else "") + text)
        start = at + len(head) + (len(gap) if text else 0)
        parent = identifier.rpartition("__")[0] or None
        level = self.levels[parent] + 1 if parent else 1
        self.levels[identifier] = level
        end = start + len(text)
        self.provisions.append(
            Provision(identifier, kind, label, heading, text, level, parent, at, start, end, inferred)
        )

    def enumeration(self, identifier: str, label: str, text: str) -> None:
        """Add a slice of the provision before."""
        parent = self.provisions[-1] if "enum" not in self.provisions[-1].id else None
        above = identifier.rpartition("__")[0]
        parent = next(each for each in self.provisions if each.id == above)
        start = self.text.index(text, parent.start)
        self.provisions.append(
            Provision(
                identifier,
                ProvisionKind.ENUMERATION,
                label,
                "",
                text,
                parent.level + 1,
                above,
                start - len(label),
                start,
                start + len(text),
            )
        )

    def record(
        self, metadata: Metadata, mentions: dict[str, Mentions] | None = None, **more: object
    ) -> Record:
        witness = Witness(
            "sample.txt",
            "txt",
            "ab" * 32,
            tuple(Line(row, Place(n)) for n, row in enumerate(self.text.split("\n"), 1)),
        )
        parsed = Parsed(tuple(self.provisions), tuple(self.blocks))
        return Record(witness, self.text, metadata, parsed, mentions or {}, **more)  # type: ignore[arg-type]


def measures() -> Record:
    """Measures issued with a cover notice: bullets, enumerations, inferred ordinal, attachment, every
    mention."""
    make = Builder()
    kind = ProvisionKind
    make.block(BlockKind.FRONT, "000123")
    make.block(BlockKind.TITLE, "澄江市人民政府办公室\n关于印发若干措施的通知")
    make.block(BlockKind.NUMBER, "澄政办发〔2024〕17号")
    make.block(BlockKind.ADDRESSEE, "各县区人民政府，市直各部门：")
    make.block(BlockKind.NOTICE, "现将《若干措施》印发给你们，请遵照执行。")
    make.block(BlockKind.SIGNATURE, "澄江市人民政府办公室")
    make.block(BlockKind.DATE, "2024年5月8日")
    make.block(BlockKind.NOTE, "（此件公开发布）")
    make.block(BlockKind.ENCLOSED_TITLE, "关于支持青岚经济技术开发区扩大开放的若干措施")
    make.provision(
        "preamble", kind.PREAMBLE, text="为落实《临澜省开放条例》（临政发〔2021〕3号），制定如下措施。"
    )
    make.provision(
        "art_1", kind.ARTICLE, "一、", "工作目标", "到2027年6月30日，产值年均增长9%以上。", gap="\n"
    )
    make.provision("art_1__bul_1", kind.BULLET, "——", "", "开放水平*明显*提升；")
    make.provision("art_1__bul_2", kind.BULLET, "——", "", "<绿色>发展_走在前列_。")
    make.provision("art_2", kind.ARTICLE, "二、", "政策措施", inferred=True, printed_label="、")
    make.provision("art_2__sub_1", kind.SUBARTICLE, "（一）", "奖补", closing="。")
    text = "对购置设备的企业，按实际投入的60%给予补贴，最高不超过300万元。（责任单位：市财政局、商务局）"
    make.provision("art_2__item_1", kind.ITEM, "1.", "设备补贴", text, closing="。")
    make.provision(
        "art_2__item_2",
        kind.ITEM,
        "2.",
        "",
        "一是投资500万元以上的项目实行告知承诺；二是研究制定《青岚条例》。",
    )
    make.enumeration("art_2__item_2__enum_1", "一是", "投资500万元以上的项目实行告知承诺；")
    make.enumeration("art_2__item_2__enum_2", "二是", "研究制定《青岚条例》。")
    make.line("此行不属于任何条款。")
    make.provision("art_2__item_3", kind.ITEM, "3.", "", "本措施自印发之日起施行。")
    make.block(BlockKind.COPIES_TO, "抄送：市委各部门。")
    make.provision("att_1", kind.ATTACHMENT, "附件1", "任务清单")
    make.provision("att_1__para_1", kind.PARAGRAPH, text="清单由市商务局另行发布。")
    item = (
        make.provisions[7] if False else next(each for each in make.provisions if each.id == "art_2__item_1")
    )
    second = next(each for each in make.provisions if each.id == "art_2__item_2")
    goal = next(each for each in make.provisions if each.id == "art_1")
    preamble = make.provisions[0]

    def at(provision: Provision, words: str) -> dict[str, int]:
        start = provision.text.index(words)
        return {"start": start, "end": start + len(words)}

    mentions = {
        "preamble": Mentions(
            citations=(
                Citation(
                    "临澜省开放条例",
                    "临政发〔2021〕3号",
                    "《临澜省开放条例》（临政发〔2021〕3号）",
                    **at(preamble, "《临澜省开放条例》（临政发〔2021〕3号）"),
                ),
            )
        ),
        "art_1": Mentions(
            targets=(
                Target(
                    "产值年均增长",
                    Comparator.AT_LEAST,
                    Decimal(9),
                    "%",
                    "产值年均增长9%以上",
                    deadline="2027-06-30",
                    **at(goal, "产值年均增长9%以上"),
                ),
            ),
            deadlines=(Deadline("到2027年6月30日", by="2027-06-30", **at(goal, "到2027年6月30日")),),
        ),
        "art_2__item_1": Mentions(
            units=(
                UnitMention("市财政局", "澄江市财政局", Role.LEAD, level="city", **at(item, "市财政局")),
                UnitMention("商务局", "澄江市商务局", Role.RESPONSIBLE, level="city", **at(item, "商务局")),
            ),
            money=(
                Money(
                    MoneyKind.RATE,
                    "按实际投入的60%",
                    rate=Decimal("0.6"),
                    base="实际投入",
                    **at(item, "按实际投入的60%"),
                ),
                Money(
                    MoneyKind.CAP, "最高不超过300万元", yuan=Decimal("3E+6"), **at(item, "最高不超过300万元")
                ),
            ),
        ),
        "art_2__item_2": Mentions(
            thresholds=(
                Threshold(
                    "投资",
                    Comparator.AT_LEAST,
                    Decimal(500),
                    "万元",
                    "500万元以上",
                    **at(second, "500万元以上"),
                ),
            ),
            # Crosses from one enumeration into the next: cannot be an element.
            phrases=(Phrase("commitment", "告知承诺", **at(second, "告知承诺")),),
            citations=(
                Citation("青岚条例", None, "《青岚条例》", enacted=False, **at(second, "《青岚条例》")),
            ),
            money=(Money(MoneyKind.AMOUNT, "承诺；二是", yuan=Decimal(1), **at(second, "承诺；二是")),),
        ),
    }
    metadata = Metadata(
        number="澄政办发〔2024〕17号",
        issuer="澄江市人民政府办公室",
        issuer_level="city",
        title="关于支持青岚经济技术开发区扩大开放的若干措施",
        wrapper="澄江市人民政府办公室关于印发若干措施的通知",
        adopted="2024-05-08",
        printed="2024-05-09",
        type="措施",
        other={"主题词": "开放"},
    )
    goal_at = goal.start
    return make.record(
        metadata,
        mentions,
        repairs=(
            Repair("gloss", "區(qū)", "区", Place(3), 1.0, "", goal_at, goal_at + 1),
            Repair("byteslip", "謹|", "持数", Place(4, 2), 0.87, "model", goal_at + 2, goal_at + 4),
        ),
        flags=(
            Flag("lost_word", "a word may be missing", Place(5), goal_at, goal_at),
            Flag("no_policy", "whole text"),
        ),
        step_log=(("gloss", 1), ("byteslip", 1)),
    )


def regulation() -> Record:
    """A regulation in chapters and articles, its note at the end."""
    make = Builder()
    kind = ProvisionKind
    make.block(BlockKind.TITLE, "青岚经济技术开发区条例")
    make.provision("chp_1", kind.CHAPTER, "第一章", "总则", printed_label="第一章　")
    make.provision(
        "cl_1" if False else "chp_1__cl_1", kind.CLAUSE, "第一条", "", "　为了促进发展，制定本条例。"
    )
    make.provision("chp_1__cl_2", kind.CLAUSE, "第二条", "", "开发区应当：")
    make.provision("chp_1__cl_2__sub_1", kind.SUBARTICLE, "（一）", "", "公开清单；")
    make.provision("chp_1__cl_2__sub_2", kind.SUBARTICLE, "（二）", "", "按期答复。")
    make.block(BlockKind.NOTE, "（此件公开发布）")
    return make.record(Metadata(title="青岚经济技术开发区条例", type="条例"))


def bare() -> Record:
    """A text that is no policy document: no provision, no block, no metadata."""
    make = Builder()
    make.line("欢迎光临本站")
    make.line("点击登录 & <注册>")
    return make.record(Metadata())


ALL = {"measures": measures, "regulation": regulation, "bare": bare}
