// The page "Two-factor authentication" of the Account Console: what is set up, on or off, and the trusted browsers.
// It asks the self-service REST with the console's own token; adding and whatever takes a fresh second factor goes
// through Keycloak's actions. Where the console hands out no token, a link leads to the settings page instead.
import { createElement as h, useEffect, useRef, useState } from "react";

const environment = JSON.parse(document.getElementById("environment").textContent);
const base = environment.serverBaseUrl.replace(/\/$/, "");
const api = `${base}/realms/${encodeURIComponent(environment.realm)}/two-factor/`;
const styles = new URL("two-factor.css", import.meta.url).href;

// The console passes nothing to a page of a theme; what it gives to its own stands in a context above us.
function keycloakAbove(element) {
  const key = Object.keys(element).find((name) => name.startsWith("__reactFiber$"));
  for (let fiber = element[key]; fiber; fiber = fiber.return) {
    const found = fiber.memoizedProps?.value?.keycloak;
    if (found?.updateToken && found.login) {
      return found;
    }
  }
  return null;
}

async function words() {
  const answer = await fetch(`${base}/resources/${encodeURIComponent(environment.realm)}/account/${environment.locale}`);
  const all = new Map((await answer.json()).map(({ key, value }) => [key, value]));
  return (key, ...values) =>
    (all.get(key) ?? key).replaceAll("''", "'").replace(/\{(\d)\}/g, (_, index) => values[index] ?? "");
}

async function call(keycloak, path, method = "GET", body = undefined) {
  await keycloak.updateToken(5);
  const answer = await fetch(api + path, {
    method,
    body: body && JSON.stringify(body),
    headers: { Authorization: `Bearer ${keycloak.token}`, ...(body && { "Content-Type": "application/json" }) },
  });
  const content = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) {
    throw Object.assign(new Error(content.code), { problem: content });
  }
  return content;
}

const date = (millis) => new Date(millis).toLocaleDateString(environment.locale, { dateStyle: "medium" });
const button = (text, props, kind = "secondary") =>
  h("button", { type: "button", className: `pf-v5-c-button pf-m-${kind}`, ...props }, text);

function methodName(t, method) {
  const kind = { sms: "sms", email: "email", totp: "totp", webauthn: "passkey", "webauthn-passwordless": "passkey" };
  const name = t(`twoFactorChoose-${kind[method.method] ?? "recovery-codes"}`);
  return h("span", null, method.label ? h("bdi", null, method.label) : name, method.destination && !method.label ? " " : null,
    method.destination && !method.label ? h("bdi", { dir: "ltr" }, method.destination) : null,
    method.default ? h("span", { className: "two-factor-default" }, t("twoFactorSettingsDefault")) : null);
}

function Methods({ t, page, change, act }) {
  const { methods, mode } = page;
  return h("section", { "aria-labelledby": "two-factor-methods" },
    h("h2", { id: "two-factor-methods", className: "pf-v5-c-title pf-m-lg" },
      methods.length === 0 ? t("twoFactorSettingsNone") : t(mode.on ? "twoFactorSettingsOn" : "twoFactorSettingsOff")),
    h("ul", { className: "two-factor-rows" }, methods.map((method, index) =>
      h("li", { key: method.id, className: "two-factor-row" },
        h("div", { id: `two-factor-method-${index}` }, methodName(t, method)),
        method.default ? null : button(t("twoFactorSettingsMakeDefault"),
          { "aria-describedby": `two-factor-method-${index}`, onClick: () => change(`methods/${method.id}`, "PUT", { default: true }, "twoFactorSettingsDefaultDone") }),
        button(t("twoFactorSettingsRemove"),
          { "aria-describedby": `two-factor-method-${index}`, onClick: () => act(`delete_credential:${method.id}`) }, "danger")))),
    h("div", { className: "two-factor-actions" },
      button(t("twoFactorSettingsAdd"), { id: "two-factor-add", onClick: () => act("two-factor-enroll") }, "primary"),
      methods.length > 0 && mode.on && mode.mayTurnOff
        ? button(t("twoFactorSettingsTurnOff"), { id: "two-factor-off", onClick: () => change("switch", "PUT", { on: false }, "twoFactorSettingsOffDone") })
        : null,
      methods.length > 0 && !mode.on
        ? button(t("twoFactorSettingsTurnOn"), { id: "two-factor-on", onClick: () => change("switch", "PUT", { on: true }, "twoFactorSettingsOnDone") })
        : null),
    methods.length > 0 && mode.on && !mode.mayTurnOff ? h("p", null, t("twoFactorSettingsRequired")) : null);
}

function Devices({ t, devices, change }) {
  if (devices.length === 0) {
    return null;
  }
  return h("section", { "aria-labelledby": "two-factor-devices" },
    h("h2", { id: "two-factor-devices", className: "pf-v5-c-title pf-m-lg" }, t("twoFactorDevicesTitle")),
    h("p", null, t("twoFactorDevicesHint")),
    h("ul", { className: "two-factor-rows" }, devices.map((device, index) =>
      h("li", { key: device.id, className: "two-factor-row" },
        h("div", { id: `two-factor-device-${index}` },
          h("bdi", null, [device.browser, device.system].filter(Boolean).join(" / ") || t("twoFactorTrustUnknown")),
          device.place ? h("div", null, h("bdi", null, device.place)) : null,
          h("div", null, t("twoFactorDeviceDates", date(device.createdDate), date(device.lastUsedDate), date(device.endDate)))),
        button(t("twoFactorDeviceForget"),
          { "aria-describedby": `two-factor-device-${index}`, onClick: () => change(`devices/${device.id}`, "DELETE", undefined, "twoFactorDeviceForgotten") })))),
    h("div", { className: "two-factor-actions" },
      button(t("twoFactorDevicesForgetAll"), { id: "two-factor-forget-all", onClick: () => change("devices", "DELETE", undefined, "twoFactorDevicesForgotten") })));
}

const Elsewhere = ({ t }) =>
  h("p", null, h("a", { id: "two-factor-elsewhere", href: `${environment.baseUrl.replace(/\/$/, "")}/account-security/signing-in` }, t("two-factor-settings-display-name")));

export default function TwoFactor() {
  const root = useRef(null);
  const [state, setState] = useState({});
  const [said, say] = useState("");

  const load = async (keycloak, t) => {
    const [methods, mode, devices] = await Promise.all(["methods", "switch", "devices"].map((path) => call(keycloak, path)));
    setState({ t, keycloak, page: { methods, mode, devices } });
  };
  useEffect(() => {
    (async () => {
      const t = await words();
      const keycloak = keycloakAbove(root.current);
      try {
        await load(keycloak, t);
      } catch {
        setState({ t });
      }
    })();
  }, []);

  const { t, keycloak, page } = state;
  const act = (action) => keycloak.login({ action, redirectUri: location.href });
  const change = async (path, method, body, done) => {
    try {
      await call(keycloak, path, method, body);
      await load(keycloak, t);
      say(t(done));
    } catch (fault) {
      if (fault.problem?.code === "fresh_factor_needed") {
        await act("two-factor-settings");
      } else {
        say(fault.problem?.title ?? t("twoFactorProblem-BUSY"));
      }
    }
  };
  return h("section", { ref: root, className: "pf-v5-c-page__main-section pf-m-light", id: "two-factor-page" },
    h("link", { rel: "stylesheet", href: styles }),
    h("h1", { className: "pf-v5-c-title pf-m-2xl", "data-testid": "page-heading" }, t ? t("twoFactorSettingsTitle") : " "),
    h("p", { role: "status", id: "two-factor-said" }, said),
    page ? h(Methods, { t, page, change, act }) : null,
    page ? h(Devices, { t, devices: page.devices, change }) : null,
    t && !page ? h(Elsewhere, { t }) : null);
}
