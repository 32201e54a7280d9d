/// The style and the script of the page. Contrasts are at least 4.5 : 1 in both colour schemes.
enum HTMLAssets {
  static let style = """
    :root{color-scheme:light dark;--ground:#fff;--text:#1b1b1f;--quiet:#55565e;--line:#c9cad2;--raised:#f4f4f7;--focus:#0b57d0;
    --actor:#d3e3fd;--instrument:#ffe7a3;--sector:#c9efd0;--amount:#fbd3ea;--date:#e3d9fb;--target:#ffd9c2}
    @media(prefers-color-scheme:dark){:root{--ground:#17181c;--text:#ececf1;--quiet:#b4b5bf;--line:#44464f;--raised:#22242a;--focus:#a8c7fa;
    --actor:#1f3a66;--instrument:#574200;--sector:#1d4a2a;--amount:#5c2146;--date:#40306b;--target:#63301a}}
    *{box-sizing:border-box}
    body{margin:0;display:grid;grid-template-columns:minmax(12rem,18rem) 1fr;background:var(--ground);color:var(--text);font:1rem/1.6 system-ui,sans-serif}
    nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1rem;border-right:1px solid var(--line);background:var(--raised)}
    nav h1{font-size:1.1rem;margin:0 0 .5rem}nav ol{list-style:none;margin:0;padding:0}nav a{display:block;padding:.3rem .5rem;color:inherit;text-decoration:none;border-radius:.3rem;overflow-wrap:anywhere}
    nav a:hover,nav a[aria-current]{background:var(--ground);text-decoration:underline}nav small{display:block;color:var(--quiet)}
    .body{min-width:0;padding-bottom:14rem}
    .filters{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;gap:.3rem 1.5rem;padding:.5rem 1.5rem;background:var(--raised);border-bottom:1px solid var(--line)}
    fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.2rem .8rem}legend{float:left;font-weight:600;margin-right:.8rem;padding:0}
    .filters label{padding:0 .3rem;border-radius:.3rem}
    main{max-width:52rem;padding:0 1.5rem;outline:0}section{padding-top:1rem}section>header{border-bottom:1px solid var(--line);margin-bottom:1rem}section>header p{margin:.2rem 0;color:var(--quiet)}
    .segment{position:relative;padding:.1rem 0 .3rem .8rem;border-left:.25rem solid transparent;margin-left:calc(var(--level,0)*1.5rem);content-visibility:auto;contain-intrinsic-size:auto 5rem}
    .segment p,.segment h3{margin:.2rem 0}.item p::before{content:"• ";color:var(--quiet)}.function-commitment{border-left-color:#0b57d0}.function-requirement{border-left-color:#b3261e}.function-event{border-left-color:#7a4bd0}.function-context{border-left-color:var(--line)}
    .furniture p,.duplicate p{color:var(--quiet)}.footnote p{font-size:.9rem}.cell{display:inline-block;width:2rem;border-right:1px solid var(--line);margin-right:1rem;height:1em}
    .label{font:inherit;font-size:.8rem;color:var(--quiet);background:none;border:0;padding:.1rem .3rem;margin-left:-.3rem;cursor:pointer;border-radius:.3rem;text-align:left}.label:hover{text-decoration:underline}
    .mention{border-radius:.25rem;padding:.05rem .15rem;cursor:pointer;box-decoration-break:clone;-webkit-box-decoration-break:clone;border-bottom:2px solid transparent}
    .actor{background:var(--actor)}.instrument{background:var(--instrument)}.sector{background:var(--sector)}.amount{background:var(--amount)}.date{background:var(--date)}.target{background:var(--target)}
    .mention.actor{border-bottom:2px solid #3b6fc4}.mention.instrument{border-bottom:2px dashed #a07800}.mention.sector{border-bottom:2px dotted #2e8b45}.mention.amount{border-bottom:3px double #b0317f}.mention.date{border-bottom:2px solid #7a4bd0}.mention.target{border-bottom:2px dashed #b5531e}
    .mention.off{background:none;border-color:transparent;cursor:text;padding:0}
    :focus-visible{outline:3px solid var(--focus);outline-offset:1px}.chosen{outline:2px solid var(--focus)}
    aside{position:fixed;right:0;bottom:0;left:0;max-height:14rem;overflow:auto;padding:.8rem 1.5rem;background:var(--raised);border-top:2px solid var(--line);z-index:2}
    aside h2{font-size:1rem;margin:0 0 .4rem}aside dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:0}aside dt{color:var(--quiet)}aside dd{margin:0;overflow-wrap:anywhere}aside dd.source{font-family:ui-monospace,monospace;font-size:.9rem;white-space:pre-wrap}
    #close{float:right;font:inherit;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:.3rem;padding:.1rem .6rem;cursor:pointer}
    .skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--ground);padding:.5rem;z-index:3}
    [hidden]{display:none!important}
    @media(max-width:50rem){body{display:block}nav{position:static;height:auto;max-height:12rem;border-right:0;border-bottom:1px solid var(--line)}.filters{position:static}}
    @media print{nav,.filters,aside,.label{display:none}body{display:block}}
    """

  static let script = """
    (() => {
      const detail = document.getElementById("detail"), text = document.getElementById("text");
      const sections = [...document.querySelectorAll("main>section")], links = [...document.querySelectorAll("nav a")];
      let chosen = null;
      const close = () => { if (!chosen) return; chosen.classList.remove("chosen"); const last = chosen; chosen = null; detail.hidden = true; last.focus(); };
      const open = element => {
        if (chosen) chosen.classList.remove("chosen");
        chosen = element; element.classList.add("chosen");
        const [heading, ...lines] = element.dataset.x.split("\\n");
        const title = document.createElement("h2"), list = document.createElement("dl");
        title.textContent = heading;
        for (const line of lines) {
          const [name, ...rest] = line.split("\\t");
          const term = document.createElement("dt"), value = document.createElement("dd");
          term.textContent = name; value.textContent = rest.join("\\t"); value.className = name === "source" ? "source" : "";
          list.append(term, value);
        }
        text.replaceChildren(title, list); detail.hidden = false;
      };
      document.addEventListener("click", event => {
        const element = event.target.closest("[data-x]:not(.off)");
        if (element) open(element); else if (event.target.id === "close") close();
      });
      document.addEventListener("keydown", event => {
        if (event.key === "Escape") close();
        if ((event.key === "Enter" || event.key === " ") && event.target.matches("span[data-x]:not(.off)")) { event.preventDefault(); open(event.target); }
      });
      const show = () => {
        let at = sections.findIndex(section => "#" + section.id === location.hash);
        const target = at < 0 && location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
        if (target) at = sections.indexOf(target.closest("section"));
        if (at < 0) at = 0;
        sections.forEach((section, index) => section.hidden = index !== at);
        links.forEach((link, index) => index === at ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current"));
        if (target) target.scrollIntoView(); else window.scrollTo(0, 0);
      };
      const filter = () => {
        const form = document.querySelector(".filters"), on = (name, value) => form.querySelector(`[name=${name}]` + (value ? `[value=${value}]` : "")).checked;
        for (const box of form.querySelectorAll("[name=type]")) for (const mention of document.querySelectorAll(".mention." + box.value)) {
          mention.classList.toggle("off", !box.checked); mention.tabIndex = box.checked ? 0 : -1;
        }
        for (const segment of document.querySelectorAll(".segment")) {
          const name = [...segment.classList].find(name => name.startsWith("function-")).slice(9);
          const kind = segment.classList.contains("furniture");
          segment.hidden = kind ? !on("furniture") : !on("function", name) || (segment.classList.contains("duplicate") && !on("duplicates"));
        }
      };
      document.querySelector(".filters").addEventListener("change", filter);
      window.addEventListener("hashchange", show);
      show();
    })();
    """
}
