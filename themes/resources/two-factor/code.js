// Counts down until another message may be asked for. Without it the page works all the same: the server keeps the wait.
const button = document.getElementById("two-factor-resend");
const wait = document.getElementById("two-factor-wait");

function countDown(end) {
  const seconds = Math.ceil((end - performance.now()) / 1000);
  if (seconds <= 0) {
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

// Keycloak's own frame labels an input named "username" that is not on this page; the label belongs to the one shown.
if (!document.getElementById("username")) {
  document.querySelector('label[for="username"]')?.setAttribute("for", "kc-attempted-username");
}
