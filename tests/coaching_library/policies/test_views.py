"""The pages of policies with scripts off."""

from __future__ import annotations

from tests.coaching_library.policies import made
from tests.house_fixture import House, forms, main_of, text_of


def test_from_an_empty_place_to_a_policy_that_everybody_acknowledges(house: House) -> None:
    chen, dara, amara = house.browser("chen"), house.browser("dara"), house.browser("amara")
    assert "No policy yet" in text_of(amara.get("/policies/"))
    page = chen.get("/policies/new")
    page = chen.follow(chen.act(page, "policies.make", title="Talking before writing", topic="talk"))
    assert main_of(page)["state"] == "draft"
    page = chen.follow(chen.act(page, "policies.write", op="add"))
    keys = [name for name in forms(page)["policies.write"].fields if name.startswith("title/")]
    key = keys[0].partition("/")[2]
    page = chen.act(
        page, "policies.write", **{f"title/{key}": "A talk first", f"body/{key}": "They **talk**.", f"binding/{key}": "y"}
    )
    page = chen.follow(page)
    page = chen.follow(chen.act(page, "policies.propose"))
    assert main_of(page)["state"] == "review"
    path = page.request.path.removeprefix("/o/northlight")
    assert amara.get(path).status_code == 404
    page = dara.get(path)
    page = dara.get(path + "/publication")
    page = dara.follow(dara.act(page, "policies.publish"))
    assert main_of(page)["state"] == "in_force"
    house.run_jobs()
    assert "Talking before writing" in text_of(amara.get("/notices/"))
    page = amara.get("/policies/")
    assert "Read and acknowledge" in text_of(page)
    page = amara.get("/policies/mine")
    assert "Talking before writing" in text_of(page)
    policy = page.get_data(as_text=True).partition("/policies/")[2]
    import re

    [url] = set(re.findall(r"/policies/[0-9a-f-]{36}/acknowledgement", page.get_data(as_text=True)))
    page = amara.get(url)
    assert "They talk." in text_of(page)
    page = amara.follow(amara.act(page, "policies.acknowledge"))
    assert "You acknowledged this version" in text_of(page)
    for who in ("dara", "chen", "tova"):
        b = house.browser(who)
        s = b.get(url.replace("acknowledgement", "acknowledgements"))
        assert s.status_code == 200
        print(text_of(s))
    assert dara.get("/policies/desk").status_code == 200
    assert amara.get("/policies/desk").status_code == 404
    assert dara.get(url.replace("acknowledgement", "redline")).status_code == 200
    assert dara.get(url.replace("acknowledgement", "edit")).status_code == 200
