"""Form pages (式样): what a form is for, three ways to use it, fields to fill in and print, the sheet itself."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.forms import BY_HAND, COPY
from ...model.records import Record
from ...model.urls import page_of
from ..docx.form import docx_name, form_docx
from ..page import Page
from ..site import Site
from .parts import HOME, as_list, badges, find, newest, organiser, public, source_lines
from .prints import print_of_form
from .reference import column_page
from .sheet import LONG, FieldView, Sheet, choices_of, fields_of, inline_of, is_stretched, room_of, sheet_of

_APPLICANT = "申请人"


@dataclass(frozen=True, slots=True)
class Download:
    """A file to be offered: its site path, the name it is kept under, what it is."""

    path: str
    name: str
    label: str
    about: str
    kilobytes: int


@dataclass(frozen=True, slots=True)
class Group:
    """The fields one side fills in; with a `note`, they may stay empty on the page and are written by hand."""

    title: str
    note: str
    fields: list[FieldView]


@dataclass(frozen=True, slots=True)
class Copy:
    """One sheet of those that are printed: its title, the mark at its head, whether another comes before it."""

    title: str
    mark: str
    after: bool


def forms_page(site: Site) -> Page:
    """Return the index of all forms."""
    path = page_of("form")
    forms = [(form, find(site, "item", form.get("item_id"))) for form in public(site, "form")]
    about = (
        f"{len(forms)} 份式样，可以在网页上填好打印。没有公布式样的，是整理出来的建议式样，待主管部门核定。"
    )
    published = newest(str(form.get("published")) for form, _ in forms)
    body = site.render("forms.html", path, forms=forms)
    return column_page(site, path, "式样", about, body, section="items", published=published)


def form_page(site: Site, form_id: str) -> Page:
    """Return the page of one form. Raises KeyError for a form that does not exist or may not be shown."""
    form = find(site, "form", form_id)
    if form is None:
        raise KeyError(form_id)
    path, nature = page_of("form", form_id), site.catalogue.label("form", "nature", form.get("nature"))
    fields = fields_of(site, form)
    sheet = sheet_of(form, fields)
    item = find(site, "item", form.get("item_id"))
    body = site.render(
        "form.html",
        path,
        form=form,
        item=item,
        sheet=sheet,
        fields=fields,
        groups=groups_of(fields),
        fillers=_fillers(fields),
        by_hand=[_named(field) for field in fields if field.kind in BY_HAND],
        copies=copies_of(site, form, sheet),
        downloads=downloads_of(site, form),
        inline_of=inline_of,
        choices_of=choices_of,
        room_of=room_of,
        is_stretched=is_stretched,
        long=LONG,
        badges=badges(site, form),
        print=print_of_form(site, form_id),
        sources=source_lines(site, as_list(form.get("source_ids"))),
    )
    return Page(
        path=path,
        title=f"式样：{form.get('title')}",
        description=f"{form.get('title')}（{nature}）：在网页上填好打印，或者下载 Word 文件、打印空白表。",
        section="items",
        level="article",
        body=body,
        published=form.get("published"),
        keywords=(form.get("title"), "式样"),
        content_source=organiser(site),
        crumbs=(HOME, ("式样", page_of("form"))),
    )


def downloads_of(site: Site, form: Record) -> list[Download]:
    """Return the files of a form; a blank PDF, once it is made, takes its place in this list."""
    data = docx_of(site, form)
    about = "用 Word 或者 WPS 打开，在电脑上填"
    kilobytes = max(1, round(len(data) / 1000))
    return [Download(docx_path(form), docx_name(form), "下载 Word 文件", about, kilobytes)]


def docx_path(form: Record) -> str:
    """Return the site path of a form's DOCX: beside its page."""
    return f"{page_of('form', form.id)}{form.id}.docx"


def docx_of(site: Site, form: Record) -> bytes:
    """Return a form as DOCX, made once per process."""
    made: bytes = site.once(("docx", form.id), lambda: _docx(site, form))
    return made


def _docx(site: Site, form: Record) -> bytes:
    fields = fields_of(site, form)
    sheet = sheet_of(form, fields)
    return form_docx(form, sheet, [(copy.title, copy.mark) for copy in copies_of(site, form, sheet)])


def copies_of(site: Site, form: Record, sheet: Sheet) -> list[Copy]:
    """Return the sheets to print, at least one; a proposal says on every one that it is no more than that."""
    schema, mark = site.catalogue, ""
    if form.get("nature") == "proposal":
        mark = f"{schema.label('form', 'nature', 'proposal')}　{schema.label('form', 'approval', form.get('approval'))}"
    return [Copy(title, mark, number > 0) for number, title in enumerate(sheet.copies or [""])]


def groups_of(fields: list[FieldView]) -> list[Group]:
    """Return the fields that can be typed, by who fills them in, in the order of their first one."""
    found: dict[str, list[FieldView]] = {}
    for field in fields:
        if field.kind not in (*BY_HAND, COPY):
            found.setdefault(field.filler or _APPLICANT, []).append(field)
    return [_group(filler, members) for filler, members in found.items()]


def _group(filler: str, members: list[FieldView]) -> Group:
    if filler == _APPLICANT:
        return Group("您来填", "", members)
    return Group(f"{filler}填", "可以空着，打印后由他们写", members)


def _fillers(fields: list[FieldView]) -> list[str]:
    """Return who writes what, when it is more than one side."""
    groups = groups_of(fields)
    if len(groups) < 2:
        return []
    return [f"{group.title}：{'、'.join(f.label for f in group.fields)}" for group in groups]


def _named(field: FieldView) -> str:
    """Return how a thing done by hand is called in a list of such things."""
    label = field.label.removeprefix("附：")
    return f"附上{label}" if field.kind == "file" else label
