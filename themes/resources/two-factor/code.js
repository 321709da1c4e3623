// Counts down until another message may be asked for. Without it the page works all the same: the server keeps the wait.
const button = document.getElementById("two-factor-resend");
const wait = document.getElementById("two-factor-wait");
// Nobody waits for another message when this one was not sent.
let failed = false;

function countDown(end) {
  const seconds = Math.ceil((end - performance.now()) / 1000);
  if (seconds <= 0 || failed) {
    button.disabled = false;
    wait.textContent = "";
    return;
  }
  wait.textContent = wait.dataset.text.replace("{0}", String(seconds));
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
