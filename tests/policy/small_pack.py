"""A small sound pack of the fictional zone, and ways to spoil it."""

from __future__ import annotations

from pathlib import Path

DOCUMENT = """\
number: 澄政办发〔2025〕11号
title: 支持青岚经济技术开发区的若干措施
issuer: 澄江市人民政府办公室
jurisdiction: "000000"
adopted: 2025-05-09
printed: 2025-05-09
valid_from: 2025-05-09
valid_to: 2028-05-08
implements: [临政办发〔2025〕6号]
repeals: [澄政办发〔2021〕3号]
status: draft
fictional: true
version: "1.0"
"""

FACTS = """\
variables:
  - {name: overseas_kind, label: 项目类型, subject: project, type: choice, choices: CHOICES}
  - {name: overseas_investment, label: 实际投入, subject: project, type: money, least: 0, most: 90000000}
  - {name: region_award, label: 上级奖励, subject: enterprise, type: money}
  - {name: recognised, label: 认定日期, subject: enterprise, type: day}
  - {name: standards, label: 主持标准, subject: enterprise, type: count}
""".replace("CHOICES", "[{value: warehouse, label: 海外仓}, {value: other, label: 其他}]")

BENEFITS = """\
benefits:
  - id: overseas_support
    provision: art_2__item_10
    title: 境外项目支持
    summary: 建海外仓的，投入的钱补四成，一个项目封顶200万元。
    units: [市商务局]
    kind: subsidy
    subject: project
    frequency: per_project
    conditions:
      - id: listed_kind
        provision: art_2__item_10
        label: 属于海外仓项目
        test: overseas_kind = 'warehouse'
    amount: {kind: rate, rate: 0.4, base: overseas_investment}
    rounding: {to: "0.01", mode: half_up}
    caps:
      - {provision: art_2__item_10, per: award, yuan: 2000000}
    budget: {pool: opening, order: first_come}
    evidence:
      - {fact: overseas_kind, paper: 项目说明}
      - {fact: overseas_investment, paper: 付款凭证}
  - id: platform_match
    provision: art_2__item_6
    title: 平台配套
    summary: 新认定的平台，上级给多少，市里再配多少。
    lead: 市科技局
    units: [市科技局, 市财政局]
    kind: match
    subject: enterprise
    frequency: once_per_recognition
    recognition: recognised
    amount: {kind: match, ratio: 1, award: region_award}
    rounding: {to: "0.01", mode: down}
    stacking: {group: honours, mode: highest}
    budget: {pool: science, order: first_come}
    evidence: [{fact: region_award, paper: 到账凭证}]
  - id: standard_award
    provision: art_2__item_8
    title: 标准奖励
    summary: 主持制定国家标准的，每项奖30万元。
    units: [市市场监督管理局]
    kind: award
    subject: enterprise
    frequency: once
    amount:
      kind: tiers
      base: standards * 300000
      mode: whole
      tiers:
        - {least: 0, rate: 1}
        - {least: 900000, rate: 1.1}
    rounding: {to: "1", mode: half_up}
    stacking: {group: honours, mode: highest}
    budget: {pool: opening, order: first_come}
    evidence: [{fact: standards, paper: 发布公告}]
"""

TARGETS = """\
targets:
  - id: output_growth
    provision: art_1
    title: 增加值增速
    summary: 规模以上工业增加值每年至少增长12%。
    indicator: 工业增加值增速
    comparator: ">="
    value: 0.12
"""

DUTIES = """\
duties:
  - id: committee
    provision: art_2__item_4
    title: 园区运营公司
    summary: 组建公司，管委会退出经营。
    units: [市国资委]
"""

STANDARDS = """\
standards:
  - id: tax_floor
    provision: art_2__item_14
    title: 亩均税收
    summary: 亩均税收低于8万元的要整改。
    quantity: 亩均税收
    comparator: "<"
    value: 80000
"""

EVALUATION = """\
evaluations:
  - id: yearly
    provision: art_1
    title: 年度评价
    summary: 每年评价一次，末三位通报。
    of: 开发区
    dimensions:
      - {id: opening, name: 开放, weight: 0.6}
      - {id: green, name: 绿色, weight: 0.4}
    consequences:
      - {id: notify, provision: art_1, label: 通报, last: 3, action: notify}
"""

PROCEDURE = """\
id: land_start
provision: art_2__item_3
title: 拿地即开工
summary: 承诺之后先开工，后补手续。
item: 工业项目开工
kind: commitment
applies_to:
  - {provision: art_2__item_3, label: 境外仓储除外, test: overseas_kind = 'other'}
steps:
  - {id: commit, name: 承诺}
  - {id: build, name: 开工, after: [commit]}
materials:
  - {id: letter, name: 承诺书}
"""

EXAMPLES = """\
examples:
  - name: 正好封顶
    benefit: overseas_support
    on: 2025-07-01
    facts: {overseas_kind: warehouse, overseas_investment: 5000000}
    outcome: entitled
    yuan: 2000000
    truths: {listed_kind: true}
  - name: 投入未知
    benefit: overseas_support
    on: 2025-07-01
    facts: {overseas_kind: warehouse}
    outcome: entitled
    missing: [overseas_investment]
  - name: 一比一
    benefit: platform_match
    on: 2025-07-01
    facts: {region_award: 300000.5}
    outcome: entitled
    yuan: 300000.50
  - name: 三项标准
    benefit: standard_award
    on: 2025-07-01
    facts: {standards: 3}
    outcome: entitled
    yuan: 990000
"""

FILES = {
    "document.yaml": DOCUMENT,
    "facts.yaml": FACTS,
    "targets.yaml": TARGETS,
    "duties.yaml": DUTIES,
    "benefits.yaml": BENEFITS,
    "standards.yaml": STANDARDS,
    "evaluation.yaml": EVALUATION,
    "procedures/land_start.yaml": PROCEDURE,
    "examples/all.yaml": EXAMPLES,
}


def write_pack(folder: Path, **changed: str) -> Path:
    """Write the sound pack; ``changed`` are files by name with ``/`` and ``.`` as ``__`` and ``_yaml`` left out."""
    for name, text in FILES.items():
        put(folder, name, changed.get(name.removesuffix(".yaml").replace("/", "__"), text))
    return folder


def put(folder: Path, name: str, text: str) -> None:
    """Write one file of a pack."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def spoil(folder: Path, name: str, before: str, after: str) -> None:
    """Replace a passage that must be there in one file of a pack."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(before) >= 1, f"{before!r} is not in {name}"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
