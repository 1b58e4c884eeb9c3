"""What happened to each claim of the demo but its money: found, consented to, verified, published, decided, ended."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from jingkai.accounts.roles import Role
from jingkai.benefits.claims import commands
from jingkai.benefits.claims.officer import Anybody, Machine, Officer
from jingkai.benefits.services import claims, recovering
from jingkai.config.demo import papers
from jingkai.config.demo.journeys import ANSWERED_AFTER, PUBLISHED, End, Journey
from jingkai.config.demo.stage import RULE, Stage
from jingkai.config.demo.world import DemoEnterprise

_REJECT_FIRST = commands.Reject("付款凭证缺页，无法核对金额；补齐后可以再次申领。", "para_1")
_REASONS = (
    "现场核查时，申报的投入尚未完成。",
    "付款凭证的付款方不是申领企业。",
    "同一支出已由省级专项资金补助。",
    "企业被列入严重违法失信名单，尚未修复。",
    "凭证日期在文件施行之前。",
)
_GROUNDS = (
    "该企业同一笔支出去年已在另一项目中申报过补助。",
    "公示的数额与我们了解的合同金额相差较大，请核实。",
    "该企业已停产，请核查是否符合条件。",
)
_DISMISSED = "经核对原始凭证与开票系统，反映的情况不属实。"
_UPHELD = "经核实，申报的凭证与另一项目重复使用。"
_OBJECTION = "objection-1"


class Claiming:
    """The way of one claim."""

    def __init__(self, stage: Stage, number: int, journey: Journey) -> None:
        self._stage, self._number, self._journey = stage, number, journey
        self._claim = stage.claim(journey)
        self._found = journey.candidate
        self._applicant = stage.applicant(self._found.enterprise)

    def note(self) -> None:
        """Note every step of the claim but those that move money."""
        one = self._journey
        if one.rejected_before is not None:
            self._note_first_try(one.rejected_before)
        self._note_finding(one.found, "again")
        if one.consented is not None:
            if one.end is End.CONSENTED or self._found.enterprise.uscc == self._stage.host:
                self._stage.note(one.consented, time(9), self._hand_in)
            self._take(one.consented, "consent", self._applicant, consent(self._found.enterprise))
        if one.verified is not None:
            self._stage.note(one.verified, self._stage.some_time(10, 17), self._verify)
        if one.publicised is not None:
            publication = commands.Publicise(PUBLISHED, RULE)
            self._take(one.publicised, "publicise", self._by(Role.CASE_OFFICER), publication)
            if one.objected or one.end in {End.OBJECTED, End.OBJECTION_UPHELD}:
                self._note_objection(one.publicised)
        if one.approved is not None:
            self._take(one.approved, "approve", self._by(Role.DECISION_MAKER), commands.Approve())
        if one.ended is not None:
            self._note_bad_end(one.ended)
        if one.run is not None:
            self._note_after_payment(self._stage.plan.run_day(one.run) + ANSWERED_AFTER)

    def _by(self, role: Role) -> Officer:
        return self._stage.by(role)

    def _command(self, name: str) -> str:
        return f"demo:{self._claim}:{name}"

    def _take(self, day: int, name: str, by: Officer, step: claims.Step) -> None:
        def take() -> None:
            claims.take(self._claim, step, by=by, command_id=self._command(name))

        self._stage.note(day, self._stage.some_time(10, 17), take)

    def _note_finding(self, day: int, name: str) -> None:
        def discover() -> None:
            found = self._stage.opened(self._journey, day)
            claims.discover(found, by=Machine(), command_id=self._command(f"find-{name}"))

        self._stage.note(day, self._stage.some_time(8, 9), discover)

    def _note_first_try(self, rejected: int) -> None:
        self._note_finding(rejected - 4, "first")
        self._take(rejected - 3, "consent-first", self._applicant, consent(self._found.enterprise))
        self._take(rejected, "reject-first", self._by(Role.DECISION_MAKER), _REJECT_FIRST)

    def _hand_in(self) -> None:
        papers.hand_in(self._claim, self._found, by=self._applicant)

    def _verify(self) -> None:
        """Check what the claim rests on."""
        found, day = self._found, self._journey.verified
        assert day is not None, "the plan says when"
        opened = self._stage.opened(self._journey, day)
        evidence = tuple(
            commands.Evidence(paper.fact, paper.paper, paper.unit or "申领人提交，经办人已核对原件")
            for paper in found.benefit.evidence
        )
        judged = {
            judgement.id: commands.Judged(holds=True, reason="已核对省级兑现名单，没有重复享受。")
            for judgement in found.benefit.judgements
        }
        step = commands.Verify(opened.proof, opened.receipt, found.yuan, evidence, judged)
        by = self._by(Role.WINDOW_CLERK if self._number % 4 == 0 else Role.CASE_OFFICER)
        claims.take(self._claim, step, by=by, command_id=self._command("verify"))

    def _note_objection(self, publicised: int) -> None:
        """Note an objection; where it was in vain, its answer too."""
        grounds = self._stage.random.choice(_GROUNDS)
        raised = commands.Raise(_OBJECTION, grounds, "群众（演示）", "10000000000")
        self._take(publicised + 1, "object", Anybody(), raised)
        if self._journey.objected:
            answer = commands.Settle(_OBJECTION, upheld=False, reason=_DISMISSED)
            self._take(publicised + 3, "settle", self._by(Role.DECISION_MAKER), answer)

    def _note_bad_end(self, day: int) -> None:
        """Note that it was withdrawn, or that its rejection was proposed, and decided."""
        provision, maker = self._found.benefit.provision, self._by(Role.DECISION_MAKER)
        reason = _REASONS[self._number % len(_REASONS)]
        proposal = commands.ProposeRejection(reason, provision)
        match self._journey.end:
            case End.WITHDRAWN:
                back = commands.Withdraw("企业自行撤回：拟补充材料后另行申领。")
                self._take(day, "withdraw", self._applicant, back)
            case End.OBJECTION_UPHELD:
                answer = commands.Settle(_OBJECTION, upheld=True, reason=_UPHELD, provision=provision)
                self._take(day, "settle", maker, answer)
            case End.REJECTION_PROPOSED:
                self._take(day, "propose", self._by(Role.CASE_OFFICER), proposal)
            case _:
                self._take(day - 1, "propose", self._by(Role.CASE_OFFICER), proposal)
                self._take(day, "reject", maker, commands.Reject(reason, provision))

    def _note_after_payment(self, paid: int) -> None:
        """Note that it was closed, or that half of it was clawed back, which then came in or still has not."""
        close, officer = commands.Close(), self._by(Role.CASE_OFFICER)
        end = self._journey.end
        if end is End.CLOSED:
            self._take(paid + 2, "close", officer, close)
        if end not in {End.CLAWED_BACK, End.GIVEN_BACK}:
            return
        half = (self._found.yuan / 2).quantize(Decimal("0.01"))
        day = min(paid + 20, self._stage.plan.last - 6)
        reason = "事后抽查发现部分凭证不实，按核减数额追回。"
        wrong = commands.ClawBack(half, reason, self._found.benefit.provision)
        self._take(day, "claw-back", self._by(Role.DECISION_MAKER), wrong)
        if end is End.GIVEN_BACK:
            self._stage.note(day + 3, time(16), lambda: self._recover(half, day + 3))
            self._take(day + 5, "close", officer, close)

    def _recover(self, yuan: Decimal, day: int) -> None:
        came = commands.Recover(yuan, self._stage.plan.days[day], "TH-0001", again=True)
        recovering.recover(
            self._claim, came, by=self._by(Role.PAYMASTER), command_id=self._command("recover")
        )


def consent(one: DemoEnterprise) -> commands.Consent:
    """Say who speaks for an enterprise and where its money goes: an account number that no bank gives out."""
    number = int(one.uscc[9:16])
    return commands.Consent(
        one.contact,
        one.phone,
        one.name,
        "澄江银行青岚支行（虚构）",
        f"0000{number:012}",
    )
