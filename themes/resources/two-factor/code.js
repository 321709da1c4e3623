// Counts down until another message may be asked for. Without it the page works all the same: the server keeps the wait.
const button = document.getElementById("two-factor-resend");
const wait = document.getElementById("two-factor-wait");
const waitOver = document.getElementById("two-factor-wait-over");
// Nobody waits for another message when this one was not sent.
let failed = false;

// A theme may name its language in a way that no browser knows.
function shown(seconds) {
  try {
    return seconds.toLocaleString(document.documentElement.lang || undefined);
  } catch {
    return String(seconds);
  }
}

function countDown(end) {
  const seconds = Math.ceil((end - performance.now()) / 1000);
  if (seconds <= 0 || failed) {
    button.disabled = false;
    wait.textContent = "";
    if (waitOver) {
      waitOver.textContent = waitOver.dataset.text;
    }
    return;
  }
  wait.textContent = wait.dataset.text.replace("{0}", shown(seconds));
  setTimeout(() => countDown(end), 1000);
}

if (button && wait && Number(button.dataset.wait) > 0) {
  button.disabled = true;
  countDown(performance.now() + Number(button.dataset.wait) * 1000);
}

// Asks what became of the message, less and less often, until that is settled. Says it politely: the element is a status.
const state = document.getElementById("two-factor-state");
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15000;
const GROWTH = 1.5;
const MOST_QUESTIONS = 15;

function tell(answer) {
  const words = document.getElementById("two-factor-state-words");
  if (!words || answer.state === state.dataset.state) {
    return;
  }
  state.dataset.state = answer.state;
  // Fewer words must not pull up what somebody is about to press.
  state.style.minHeight = `${state.offsetHeight}px`;
  if (answer.state === "FAILED") {
    state.textContent = answer.optedOut ? state.dataset.optedOut : state.dataset.failed;
    failed = true;
  } else if (answer.state === "DELIVERED") {
    words.textContent = state.dataset.delivered;
  } else if (answer.state === "SENT") {
    words.textContent = state.dataset.sent;
  }
}

async function follow(pause, left) {
  try {
    const response = await fetch(state.dataset.address, { cache: "no-store", credentials: "omit" });
    if (response.status === 404) {
      return;
    }
    if (response.ok) {
      tell(await response.json());
    }
  } catch {
    // A network that is down comes back, or it does not: the next question tells.
  }
  const settled = state.dataset.state === "FAILED" || state.dataset.state === "DELIVERED";
  if (!settled && left > 0) {
    setTimeout(() => follow(Math.min(pause * GROWTH, LONGEST_PAUSE), left - 1), pause);
  }
}

if (state?.dataset.address && ["SENDING", "SENT"].includes(state.dataset.state)) {
  setTimeout(() => follow(FIRST_PAUSE, MOST_QUESTIONS), FIRST_PAUSE / 2);
}

// Keycloak's own frame labels an input named "username" that is not on this page; the label belongs to the one shown.
if (!document.getElementById("username")) {
  document.querySelector('label[for="username"]')?.setAttribute("for", "kc-attempted-username");
}

// What the frame says about the whole page is read out as well, and belongs to the field. Our own words have a role already.
const notice = document.querySelector(".kc-feedback-text:not([role])");
if (notice) {
  const wrong = notice.closest(".pf-m-danger, .alert-error") !== null;
  notice.setAttribute("role", wrong ? "alert" : "status");
  notice.id ||= "two-factor-notice";
  const field = wrong ? document.querySelector("#code, #phoneNumber, #emailAddress") : null;
  field?.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${notice.id}`.trim());
}

// The older frame has no landmarks, and its choice of language comes before everything else.
const card = document.querySelector(".card-pf");
if (card && !document.querySelector("main, [role=main]")) {
  card.setAttribute("role", "main");
  card.querySelector("header")?.setAttribute("role", "none");
  document.getElementById("kc-header")?.setAttribute("role", "banner");
  document.getElementById("kc-current-locale-link")?.removeAttribute("tabindex");
}

// Sends a code with its last digit, as the page says: typed or pasted, but not once the person went on from the field.
const code = document.getElementById("code");
const verify = document.getElementById("two-factor-verify");
const digits = Number(document.getElementById("two-factor-sends-itself")?.dataset.length);
const PAUSE = 2000;
let wentOn = false;
let sentAt = -PAUSE;

function sendIfComplete() {
  const complete = /^[\d\s-]+$/.test(code.value) && code.value.replace(/\D/g, "").length === digits;
  if (complete && !wentOn) {
    code.form.requestSubmit(verify);
    sentAt = performance.now();
  }
}

if (code && verify && digits) {
  document.addEventListener("focusin", (event) => {
    wentOn ||= event.target !== code && event.target !== document.body;
  });
  // What a program fills in at one go, the person sends: it may be filling in more.
  const byHand = (event) => event.inputType === "insertFromPaste" || (event.inputType === "insertText" && event.data?.length === 1);
  code.addEventListener("input", (event) => {
    if (!event.isComposing && byHand(event)) {
      sendIfComplete();
    }
  });
  // Whoever presses Enter as well has typed one code, not two.
  code.form.addEventListener("submit", (event) => {
    if (performance.now() - sentAt < PAUSE) {
      event.preventDefault();
    }
  });
}

// Takes the code out of the text message where the browser can (WebOTP). It asks the person; no is an answer too.
if (code?.form.dataset.webOtp !== undefined && "OTPCredential" in window) {
  const abort = new AbortController();
  code.form.addEventListener("submit", () => abort.abort());
  navigator.credentials
    .get({ otp: { transport: ["sms"] }, signal: abort.signal })
    .then((message) => {
      if (message && code.value === "") {
        code.value = message.code;
        if (digits) {
          sendIfComplete();
        }
      }
    })
    .catch(() => {});
}

// Keycloak's own list of other methods opens by mouse and inline script only; for keyboards and strict pages ours is here.
const otherWays = document.getElementById("try-another-way");
const ways = document.getElementById("two-factor-ways");

function inlineScriptsRun() {
  const probe = document.createElement("a");
  probe.setAttribute("onclick", "return true");
  return probe.onclick !== null;
}

if (otherWays && ways) {
  otherWays.addEventListener(
    "click",
    (event) => {
      if (event.detail === 0 || !inlineScriptsRun()) {
        event.preventDefault();
        event.stopImmediatePropagation();
        ways.hidden = false;
        ways.querySelector("button").focus();
      }
    },
    { capture: true },
  );
}
