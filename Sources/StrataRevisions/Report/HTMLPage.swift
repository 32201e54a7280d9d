/// What the page of a comparison looks like and does. No file or address outside the page is needed.
enum HTMLPage {
  static let style = """
    :root { color-scheme: light dark; --line: #d0d4da; --old: #fde8e8; --new: #e3f6e5; --mark: #3565c4; }
    @media (prefers-color-scheme: dark) { :root { --line: #444b55; --old: #4a2326; --new: #1f3d26; --mark: #8ab0ff; } }
    * { box-sizing: border-box; }
    body { margin: 0; font: 16px/1.5 system-ui, sans-serif; }
    header, main { max-width: 76rem; margin: 0 auto; padding: 1rem; }
    h1 { font-size: 1.3rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
    h2 { font-size: 1.15rem; } h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
    .summary p { margin: .2rem 0; } .summary p:first-child { font-weight: 600; }
    .findings { margin: .5rem 0; } .findings ol { max-height: 18rem; overflow-y: auto; margin: .3rem 0; }
    fieldset { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; padding: .3rem .7rem; }
    fieldset label { display: inline-block; margin-right: 1rem; white-space: nowrap; }
    .hint { margin: .3rem 0; } kbd { border: 1px solid var(--line); border-radius: .2rem; padding: 0 .3rem; }
    .head { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; position: sticky; top: 0; background: Canvas;
      border-bottom: 1px solid var(--line); font-weight: 600; padding: .3rem 0; overflow-wrap: anywhere; }
    .change { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1rem; border-left: 4px solid var(--line);
      padding: .4rem 0 .4rem .7rem; margin: .4rem 0; scroll-margin-top: 3rem; }
    .change[data-severity="3"] { border-left-color: #c0392b; } .change[data-severity="2"] { border-left-color: #b9770e; }
    .change:focus { outline: 2px solid var(--mark); outline-offset: 2px; }
    .change[hidden] { display: none; }
    .cell p { margin: .2rem 0; overflow-wrap: anywhere; }
    .notes { grid-column: 1 / -1; font-size: .85rem; opacity: .85; }
    del { background: var(--old); } ins { background: var(--new); text-decoration: none; font-weight: 600; }
    .removed .old { background: var(--old); } .added .new { background: var(--new); }
    .kind { font-weight: 600; } .s3 { color: #c0392b; } .s2 { color: #b9770e; }
    @media (prefers-color-scheme: dark) { .s3 { color: #ff8a80; } .s2 { color: #ffcc66; } }
    @media (max-width: 40rem) { .change, .head { grid-template-columns: 1fr; } }
    @media print { form { display: none; } .head { position: static; } }
    """

  static let script = """
    const changes = [...document.querySelectorAll('.change')];
    const boxes = [...document.querySelectorAll('#filters input')];
    let current = -1;
    function apply() {
      const on = (name) => boxes.filter((b) => b.name === name && b.checked).map((b) => b.value);
      const kinds = on('change'), findings = on('finding'), commitments = on('commitment').length > 0;
      for (const change of changes) {
        const found = change.dataset.finding.split(' ');
        change.hidden = !kinds.includes(change.dataset.change) ||
          (findings.length > 0 && !findings.some((f) => found.includes(f))) ||
          (commitments && !('commitment' in change.dataset));
      }
      // A heading goes where nothing below it is left: of a section up to the next heading, of a document up to the next one.
      for (const heading of document.querySelectorAll('main h2, main h3')) {
        let next = heading.nextElementSibling, any = false;
        while (next && next.tagName !== 'H2' && (next.tagName !== 'H3' || heading.tagName === 'H2')) {
          any = any || (next.tagName === 'ARTICLE' && !next.hidden);
          next = next.nextElementSibling;
        }
        heading.hidden = !any;
      }
      const shown = changes.filter((c) => !c.hidden).length;
      document.getElementById('count').textContent = shown + ' of ' + changes.length + ' changes.';
    }
    function go(step) {
      for (let at = current + step; at >= 0 && at < changes.length; at += step) {
        if (changes[at].hidden) continue;
        current = at;
        changes[at].focus({ preventScroll: true });
        changes[at].scrollIntoView({ block: 'start' });
        return;
      }
    }
    document.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'n') go(1);
      if (event.key === 'p') go(-1);
    });
    document.addEventListener('focusin', (event) => {
      const at = changes.indexOf(event.target.closest('.change'));
      if (at >= 0) current = at;
    });
    // A finding's change is shown, whatever the filters say.
    for (const link of document.querySelectorAll('.findings a')) link.addEventListener('click', (event) => {
      event.preventDefault();
      const change = document.querySelector(link.getAttribute('href'));
      if (change.hidden) {
        for (const box of boxes) box.checked = box.name === 'change';
        apply();
      }
      current = changes.indexOf(change) - 1;
      go(1);
    });
    for (const box of boxes) box.addEventListener('change', apply);
    apply();
    """
}
