"""What a column is, guessed from its heading as other HR systems write it. What was chosen before wins. No database."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tenants.organisations import folded

_SIGNS = re.compile(r"[\W_]+")

SAID: dict[str, str] = {
    "external_id": "external id | employee id | employee number | employee no | employee # | worker id"
    " | personnel number | personnel no | staff number | staff id | staff no | person id external | pernr"
    " | personalnummer | personalnr | user id | matricule | número de empleado | employee code | 工号"
    " | 员工工号 | 员工编号 | 员工号 | 人员编号 | 人员工号 | id",
    "email": "work email | work e-mail | email - primary work | primary work email | business email"
    " | business email information email address | company email | email address | email | mail"
    " | e-mail-adresse | dienstliche e-mail | e-mail (geschäftlich) | adresse e-mail | correo electrónico"
    " | 工作邮箱 | 公司邮箱 | 企业邮箱 | 邮箱 | 电子邮箱 | 电子邮件 | 邮件地址 | 邮箱地址",
    "first_name": "first name | given name | legal first name | legal name - first name | forename | vorname | prénom"
    " | nombre | 名 | 名字",
    "last_name": "last name | surname | family name | legal last name | legal name - last name | nachname"
    " | familienname | nom de famille | apellidos | apellido | 姓 | 姓氏",
    "name": "full name | name | employee name | worker | worker name | display name | legal name"
    " | preferred full name | employee | mitarbeiter | vollständiger name | nom complet | nom"
    " | nombre completo | 姓名 | 员工姓名 | 名称 | 中文姓名",
    "called": "called | preferred name | preferred first name | known as | nickname | rufname | prénom usuel"
    " | 常用名 | 昵称 | 称呼 | 花名",
    "company": "company | company name | legal entity | legal entity name | employing entity | legal employer"
    " | subsidiary | gesellschaft | firma | unternehmen | société | entité légale | empresa | sociedad"
    " | 公司 | 所属公司 | 公司名称 | 法人实体 | 法人公司 | 合同主体",
    "unit": "unit | org unit | organizational unit | organisational unit | department | department name"
    " | supervisory organization | organization | organisation | team | division | business unit"
    " | abteilung | organisationseinheit | bereich | département | service | departamento | equipo | 部门"
    " | 所属部门 | 部门名称 | 组织 | 组织单元 | 一级部门",
    "position": "position | position title | job title | business title | title | job profile | job | role"
    " | job classification | stelle | stellenbezeichnung | berufsbezeichnung | poste | intitulé du poste"
    " | puesto | cargo | 职位 | 岗位 | 职务 | 职位名称 | 岗位名称",
    "manager": "manager email | manager e-mail | manager email address | supervisor email | supervisor e-mail"
    " | reports to email | line manager email | reporting to email | manager work email"
    " | worker's manager email | manager id | manager employee id | manager user sys id | supervisor id"
    " | supervisor employee id | reports to id | vorgesetzter e-mail | e-mail vorgesetzter | line manager"
    " | manager | supervisor | reports to | reporting to | reporting manager | worker's manager"
    " | vorgesetzter | führungskraft | supérieur hiérarchique | responsable | jefe directo | 直属上级邮箱"
    " | 上级邮箱 | 直接上级邮箱 | 直属上级工号 | 上级工号 | 直接上级工号 | 直属上级 | 直接上级 | 上级"
    " | 汇报对象 | 主管",
    "starts_on": "starts on | start date | hire date | original hire date | most recent hire date | date of joining"
    " | joining date | entry date | employment start date | first day | eintrittsdatum | eintritt"
    " | date d'entrée | fecha de alta | fecha de ingreso | 入职日期 | 入职时间 | 到岗日期",
    "ends_on": "ends on | end date | termination date | leaving date | last day | last day of work"
    " | employment end date | contract end date | exit date | austrittsdatum | austritt | date de sortie"
    " | fecha de baja | 离职日期 | 离职时间 | 最后工作日",
    "language": "language | preferred language | correspondence language | locale | default locale | sprache | langue"
    " | idioma | 语言 | 首选语言",
    "time_zone": "time zone | timezone | default time zone | zeitzone | fuseau horaire | zona horaria | 时区",
}
"""Headings of BambooHR, Workday, Personio, SAP SuccessFactors, HiBob and Chinese systems; the surer one comes first."""


def key(heading: str) -> str:
    """A heading as it is compared: folded, without signs and blanks."""
    return _SIGNS.sub("", folded(heading))


_FIELDS = {field: {key(each): n for n, each in reversed(list(enumerate(said.split(" | "))))} for field, said in SAID.items()}


def guess(headings: Sequence[str], remembered: Mapping[str, str] | None = None) -> list[str]:
    """The field of each column, "" for those that are left out. No field is given twice, but for remembered ones never less."""
    keys, known = [key(heading) for heading in headings], dict(remembered or {})
    found = ["" for _ in keys]
    for n, each in enumerate(keys):
        field = known.get(each, "")
        if field and field not in found:
            found[n] = field
    for field, said in _FIELDS.items():
        fitting = [(said[each], n) for n, each in enumerate(keys) if each in said and not found[n] and each not in known]
        if field not in found and fitting:
            found[min(fitting)[1]] = field
    if "name" in found and "first_name" in found and "last_name" in found and not set(known) & set(keys):
        found = ["" if field in ("first_name", "last_name") else field for field in found]
    return found
