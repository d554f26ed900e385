"""What people say when they need help with a subject: the words of daily work beside those of the field.

Each item is found by the words of its skill, or of its topic where it has none, beside those that it says. So a guide about
praise is found by somebody who writes "recognition", also where its author did not think of it. In each language of the house.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from functools import cache
from math import log

from tenants import find

SUBJECTS: dict[str, dict[str, str]] = {
    "plan": {
        "en": """plan planning goals targets objectives priorities annual yearly quarter start beginning kickoff
            schedule deadline sign signed agreement amend amendment change changed raised lowered midyear revise number many
            too few weights weight alignment cascade strategy company new manager first time where begin team several people""",
        "zh": """计划 目标 指标 任务 年初 年度 季度 开始 开头 从哪里 着手 排期 截止 签 签字 修订 修改 调整 调高 调低
            上调 加码 总部 公司 战略 分解 对齐 权重 几个 太多 太少 优先 轻重 新主管 头一回 第一次 全年 周期""",
    },
    "talk": {
        "en": """talk talks conversation conversations check-in checkin follow-up contact regular rhythm cadence weekly
            monthly cancel cancelled postpone busy remote distance distributed home office video agenda minutes notes topics
            silence silent forget forgotten small talk status update reports keep in touch during year""",
        "zh": """谈 谈话 沟通 聊 聊天 面谈 单独 一对一 例会 周会 每周 定期 频率 多久 取消 推迟 没时间 太忙 远程 异地
            外地 在家办公 视频 议题 议程 纪要 记录 跟进 落实 不了了之 平时 日常 近况 进展 汇报 冷场 没话题 盯 保持联系 签到""",
    },
    "file": {
        "en": """file record records entry entries note notes private secret shared dispute contest disagree untrue
            wrong incorrect correct correction delete remove change hidden see access read evidence proof document
            attachment handover predecessor fair about me months trace""",
        "zh": """档案 记录 条目 记了 记下 写进 放进 存档 留底 留痕 证据 附件 佐证 异议 不同意 不实 不对 有误 冤枉 更正
            删除 删掉 私下 私人 秘密 公开 看到 谁能看 交接 接手 前任 改记录 撤下 更改 记错 冤枉 对质 谁写的""",
    },
    "appraise": {
        "en": """appraise appraisal review reviews yearend year-end annual rating ratings rate score evaluation assess
            assessment self-review self-assessment differ difference disagree dispute decide final who decides second look
            appeal sign prepare preparation deadline talk meeting closing collect gather calibration""",
        "zh": """评估 考核 考评 评定 评价 年终 年底 打分 评分 分数 自评 差异 差距 不一致 分歧 不认可 不同意 申诉 复核
            谁说了算 决定 签字 准备 截止 面谈 谈话 结果 公布 最终 谁定 打的分 不一样 高估 低估 谈不拢""",
    },
    "improve": {
        "en": """improve improvement better next time next year lessons learned learn retrospective went wrong went
            badly failed failure mistakes closing close after cycle action actions step steps plan follow through carry over
            change process performance improvement system form forms policy feedback on the process underperform behind
            missed fall short""",
        "zh": """改进 改善 提高 提升 下次 下一步 下个周期 明年 复盘 总结 教训 经验 失败 没做好 不足 问题 行动 措施 落实
            跟进 带到 流程 制度 表格 走形式 形式主义 意见 改观 完成率 没完成 落后""",
    },
    "partnership": {
        "en": """hr partner human resources help support advice service manager new first year cycle begin beginner
            promoted promotion team lead newly led never before order steps""",
        "zh": """人力资源 人事 伙伴 支持 帮助 请教 新主管 新经理 刚当 提拔 升职 带团队 头一次 第一次 没经验 全流程
            整个周期 一年 时间表 日程 安排 先做什么 顺序 步骤""",
    },
    "agreeing_goals": {
        "en": """agree agreeing goal goals target targets objective objectives kpi measure measurable number realistic
            ambitious stretch challenge hard easy too high unreachable refuse refuses resist commit commitment ownership own
            buy-in accept convince negotiate negotiation compromise sign words vague unclear criteria success levels support""",
        "zh": """商定 谈目标 定目标 目标 指标 太高 太难 做不到 达不到 不现实 不愿 不签 拒绝 抵触 说服 讨价还价 折中 让步
            接受 认可 认领 衡量 量化 可衡量 模糊 标准 挑战 承诺 支持 资源 协商 商量 一致 定性 软指标""",
    },
    "two_way_communication": {
        "en": """listen listening hear dialogue both ways two-way one-way monologue silent quiet shy reserved introvert
            withdrawn closed open up opens speak up afraid fear trust honest honesty bad news hide upward interrupt pause
            questions talkative dominate remote distance short answers fine okay""",
        "zh": """倾听 听 双向 对话 沟通 单向 一言堂 只有我说 不说话 不开口 沉默 话少 闷 内向 害羞 敷衍 还可以 没意见
            附和 不敢 害怕 顾虑 信任 坦诚 真话 实话 坏消息 报喜不报忧 瞒 隐瞒 向上反馈 打断 远程 隔阂 不吭声 闷葫芦
            一问三不知 不表态 点头 打开话匣子 愿意说 说心里话""",
    },
    "coaching_by_questions": {
        "en": """coach coaching question questions ask asking open-ended think thinking himself herself themselves own
            answer answers solution solutions solve problem stuck help help them find out advice tell telling instead
            dependent independence initiative relies runs to me always asks mentoring develop grow teach patience""",
        "zh": """教练 辅导 提问 问 问题 怎么问 开放式 启发 引导 思考 动脑 办法 答案 告诉 依赖 等着 拿主意 主动 独立 带人
            带新人 培养 成长 教 点拨 解决 想办法 自己想 直接告诉 反问 追问 拐杖""",
    },
    "observing_and_documenting": {
        "en": """observe observation observing notice watch see behaviour behavior facts fact objective neutral opinion
            judgement describe description specific concrete write write down document documenting log diary notes incident
            happened remember memory recent weeks through year examples evidence wording sound""",
        "zh": """观察 留意 注意 看到 行为 具体 事实 客观 中立 主观 意见 评论 判断 描述 写 写得 怎么写 写下 记录 记 记住
            记得 忘 日志 台账 事件 经过 发生 当时 原话 例子 证据 措辞 口气 情绪 抱怨 平时 点滴""",
    },
    "feedback": {
        "en": """feedback praise compliment recognition appreciate thank thanks criticism criticise critical negative
            positive constructive difficult awkward message tell say tone rude harsh offensive hurt feelings upset angry
            defensive cry emotional reaction older senior experienced colleague sincere fake genuine honest specific
            behaviour habit""",
        "zh": """反馈 表扬 夸 夸奖 赞 肯定 认可 感谢 批评 提意见 指出 说他 说她 难开口 不好意思 尴尬 得罪 伤人 伤面子
            面子 语气 态度 生气 发火 急 翻脸 哭 情绪 抵触 不服 资历 长辈 真诚 怎么开口 老资格 老前辈 倚老卖老 听不进 玻璃心
            对事不对人""",
    },
    "appraising": {
        "en": """rating ratings rate rated grade grades score level levels scale fair fairness unfair bias biased
            favourite favorite friend sympathy lenient strict generous average everyone the same good very good difference
            distinguish criteria evidence justify explain reasons lower worse than last year drop argument fight absent
            leave long absence parental sick new joined late judge recency halo pay salary raise bonus""",
        "zh": """打分 评分 评级 等级 档次 级别 尺度 标准 公平 公正 不公 偏心 偏见 偏袒 关系好 朋友 人情 好人 老好人 一样
            都给 拉开 差距 区分 优秀 良好 依据 证据 理由 解释 说明 降 降级 降了 争执 吵 请假 长假 产假 病假 中途 接手 近因
            晕轮 工资 加薪 涨 奖金 钱 一视同仁 一碗水端平 打的分 拉不开 平均主义""",
    },
    "diagnosing": {
        "en": """diagnose diagnosis cause causes root why reason reasons find out problem problems mistake mistakes
            error errors again and again keep repeat repeated same explained training tools process workload resources skill
            motivation whose fault person or system analysis underperformance poor performance struggling not delivering
            results down declining decline numbers missed target behind new employee probation months deal with""",
        "zh": """原因 找原因 根源 根本原因 诊断 分析 为什么 错 犯错 出错 反复 屡次 老是 总是 一再 培训 工具 流程 工作量
            资源 能力 意愿 态度 拖 拖延 延误 晚交 交付 业绩 下滑 掉 下降 没完成 不达标 换人 试用期 问题出在 症结 毛病
            屡教不改 说了不听 卡在哪 瓶颈 责任在谁""",
    },
    "delegating": {
        "en": """delegate delegating delegation hand over handed over handover task tasks work job let go letting go
            trust control controlling check checking checks monitor micromanage micromanaging hovering interfere do it
            myself did it for them faster quicker overtime overload overworked rescue take back deputy responsibility
            authority autonomy independent ready junior""",
        "zh": """授权 放权 放手 放下 放心 不放心 交 交办 交代 分派 分配 任务 亲力亲为 事必躬亲 代劳 替 帮他做 加班
            忙不过来 累 检查 过问 盯 插手 干预 收回 信任 责任 权限 新人 副手 独当一面 交给 自己做 自己干 说清楚 手把手 撒手
            甩手 兜底 能力不够""",
    },
}
"""By the key of a skill or, for items without one, of a topic."""


def of_subject(topic: str, skill: str) -> str:
    """The words of a subject in every language of the house."""
    return " ".join(" ".join(words.split()) for words in SUBJECTS.get(skill or topic, {}).values())


@cache
def _known() -> dict[str, list[str]]:
    return {subject: sorted(find.tokens(*by_language.values())) for subject, by_language in SUBJECTS.items()}


def _begins(word: str, known: list[str]) -> bool:
    place = bisect_left(known, word)
    return place < len(known) and known[place].startswith(word)


def meant(words: Collection[str]) -> dict[str, float]:
    """How much each subject is meant by words, each the beginning of one: a word that belongs to few subjects says more."""
    found: dict[str, float] = {}
    for word in words:
        bearers = [subject for subject, known in _known().items() if _begins(word, known)]
        for subject in bearers:
            found[subject] = found.get(subject, 0) + log(1 + len(SUBJECTS) / len(bearers))
    return found
