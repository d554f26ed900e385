"""Northlight is founded: its companies, units and positions, its people, and who looks after what."""

from __future__ import annotations

from datetime import timedelta

from saas.demo.stage import Stage
from tenants import organisations, people
from tenants.organisations import Unit

FIELD = (
    ("nia", "Nia Adeyemi", "bo"), ("tomas", "Tomás Silva", "bo"), ("hanna", "Hanna Virtanen", "bo"),
    ("jonas", "Jonas Weber", "bo"), ("aisha", "Aisha Bello", "bo"), ("priya", "Priya Nair", "mira"),
    ("lars", "Lars Østergaard", "mira"), ("noor", "Noor van der Berg", "mira"), ("pavel", "Pavel Novák", "mira"),
    ("siobhan", "Siobhán Ní Bhriain", "mira"), ("kofi", "Kofi Mensah", "mira"), ("yusuf", "Yusuf Demir", "mira"),
)  # fmt: skip
SHANGHAI = (
    ("liwei", "李伟", "min"), ("wangfang", "王芳", "min"), ("chenjie", "陈洁", "min"), ("zhaolei", "赵磊", "min"),
    ("sunli", "孙丽", "min"), ("zhouqiang", "周强", "min"), ("wuxia", "吴霞", "min"), ("xuming", "徐明", "min"),
    ("helan", "何兰", "min"), ("gaofei", "高飞", "min"), ("ouyang", "欧阳娜娜", "min"), ("malin", "马琳", "min"),
)  # fmt: skip
HOUSE = (
    ("eva", "Eva Lindqvist", "dara"), ("martin", "Martin Kowalczyk", "ingrid"), ("sofia", "Sofia Rossi", "martin"),
    ("daniel", "Daniel O’Connor", "martin"), ("leila", "Leïla Benali", "martin"), ("emma", "Emma Sørensen", "martin"),
)  # fmt: skip


def structure() -> tuple[Unit, Unit, Unit]:
    """Two companies with three units: field engineering, Shanghai, and the house."""
    energy = organisations.open_company(
        name="Northlight Energy",
        legal_name="Northlight Energy A/S",
        letterhead="Nordhavnsvej 14\n2150 Nordhavn, Denmark\nCVR 00 00 00 00",
        time_zone="Europe/Copenhagen",
        by=None,
    )
    asia = organisations.open_company(
        name="Northlight Asia",
        legal_name="北光能源（上海）有限公司 · Northlight Energy (Shanghai) Co., Ltd.",
        letterhead="上海市浦东新区示例路 88 号\n邮编 200120",
        language="zh", time_zone="Asia/Shanghai", by=None,
    )  # fmt: skip
    field = organisations.make_unit(energy, name="Field Engineering", by=None)
    house = organisations.make_unit(energy, name="People and Finance", by=None)
    shanghai = organisations.make_unit(asia, name="Operations Shanghai 上海运营", by=None)
    return field, shanghai, house


def people_of(stage: Stage, field: Unit, shanghai: Unit, house: Unit) -> None:
    """Everybody joins, is placed and led."""
    position = organisations.make_position
    engineer = position(
        title="Field engineer",
        words="Keeps our sites running, and hands them over so that others can.",
        criteria=[
            {"title": "Safety first", "words": {"l2": "Follows the rules when reminded.", "l3": "Follows the rules, always.",
                                                "l4": "Others work more safely because of them."}},
            {"title": "Leaves a site better", "words": {"l2": "Repairs what was reported.", "l3": "Finds the cause.",
                                                        "l4": "Makes the fault impossible."}},
        ],
        by=None,
    )  # fmt: skip
    lead = position(title="Team lead", words="Makes a team of people who own their work.", by=None)
    partner = position(title="HR partner", words="Partner of the line managers in all of performance management.", by=None)
    operator = position(title="Operations specialist 运营专员", words="保证订单按承诺的日期交付。", by=None)
    officer = position(title="Finance officer", by=None)
    since = (stage.now - timedelta(days=700)).date()
    stage.join("ingrid", "Ingrid Holm", house, since=since)
    stage.join("dara", "Dara Okonkwo", house, partner, "ingrid", called="Dara", since=since)
    stage.join("chen", "Chen Yifan 陈一帆", house, partner, "dara", called="Chen", since=since)
    stage.join("hugo", "Hugo Martins", house, partner, "dara", called="Hugo", since=since)
    stage.join("tova", "Tova Berg", house, None, "dara", called="Tova", since=since)
    stage.join("mira", "Mira Haddad", field, lead, "ingrid", called="Mira", since=since)
    stage.join("bo", "Bo Jensen", field, lead, "ingrid", called="Bo", since=since)
    stage.join("amara", "Amara Diallo", field, engineer, "mira", called="Amara", since=since)
    stage.join(
        "min", "张敏 Zhang Min", shanghai, lead, "ingrid", called="张敏", language="zh", time_zone="Asia/Shanghai", since=since
    )
    for key, name, manager in FIELD:
        stage.join(key, name, field, engineer, manager, since=since)
    for key, name, manager in SHANGHAI:
        stage.join(key, name, shanghai, operator, manager, language="zh", time_zone="Asia/Shanghai", since=since)
    for key, name, manager in HOUSE:
        stage.join(key, name, house, officer, manager, since=since)


def rights(stage: Stage, field: Unit, shanghai: Unit) -> None:
    """Who looks after what: administrator, head of HR, and an HR partner for each unit."""
    people.give(stage.people["tova"], "tenant_admin", by=None)
    people.give(stage.people["dara"], "hr_head", by=stage.acting("tova"))
    people.give(stage.people["chen"], "cycle_design", by=stage.acting("tova"))
    people.assign_partner(stage.people["chen"], unit=field, by=stage.acting("tova"))
    people.assign_partner(stage.people["hugo"], unit=shanghai, by=stage.acting("tova"))
