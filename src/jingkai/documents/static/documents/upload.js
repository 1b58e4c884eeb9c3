// Files may be dropped on the form and chosen, again and again: they add up, are listed before they are sent, and each
// can be taken out again.

const drop = document.querySelector("[data-drop]");
if (drop) {
  const field = drop.querySelector("input[type=file]");
  const list = drop.querySelector("[data-chosen]");
  const send = field.form.querySelector("button[type=submit]");
  let held = [...field.files];

  const same = (one, other) =>
    one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;

  function size(bytes) {
    if (bytes < 1024) return `${bytes} B`;
    return bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
  }

  function line(words, side) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.className = "chosen__name";
    name.textContent = words;
    item.append(name, side);
    return item;
  }

  function removal(file) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--plain button--small";
    button.textContent = list.dataset.remove;
    button.setAttribute("aria-label", `${list.dataset.remove} ${file.name}`);
    button.addEventListener("click", () => {
      held = held.filter((one) => one !== file);
      hold([]);
      (list.querySelector("button") ?? field).focus();
    });
    return button;
  }

  /** Add files to those held, hand all of them to the form, and list them. `folders` are named with what to do. */
  function hold(files, folders = []) {
    held.push(...files.filter((file) => !held.some((one) => same(one, file))));
    const all = new DataTransfer();
    for (const file of held) all.items.add(file);
    field.files = all.files;
    const lines = held.map((file) => {
      const about = document.createElement("span");
      about.className = "quiet nowrap";
      about.textContent = size(file.size);
      const item = line(file.name, about);
      item.append(removal(file));
      return item;
    });
    for (const name of folders) {
      const why = document.createElement("span");
      why.className = "field__error";
      why.textContent = list.dataset.folder;
      lines.push(line(name, why));
    }
    list.replaceChildren(...lines);
  }

  const carriesFiles = (event) => [...event.dataTransfer.types].includes("Files");

  field.addEventListener("change", () => hold([...field.files]));
  // A file let go beside the zone would replace the page: anywhere else it is not taken.
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    const over = drop.contains(event.target);
    drop.classList.toggle("drop--over", over);
    event.dataTransfer.dropEffect = over ? "copy" : "none";
  });
  document.addEventListener("dragleave", () => drop.classList.remove("drop--over"));
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    drop.classList.remove("drop--over");
    if (!drop.contains(event.target)) return;
    const folders = [...event.dataTransfer.items]
      .map((item) => item.webkitGetAsEntry?.())
      .filter((entry) => entry?.isDirectory)
      .map((entry) => entry.name);
    hold([...event.dataTransfer.files].filter((file) => !folders.includes(file.name)), folders);
    send.focus();
  });

  // Sending may take a while: show it, and send nothing twice. A page that Back brings to life again may send anew.
  const busy = document.querySelector(".busy-line");
  field.form.addEventListener("submit", () => {
    busy.classList.add("htmx-request");
    setTimeout(() => { send.disabled = true; });
  });
  window.addEventListener("pageshow", () => {
    busy.classList.remove("htmx-request");
    send.disabled = false;
    if (held.length || field.files.length) hold([...field.files]);
  });
}
