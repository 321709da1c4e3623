<#-- The part of the settings page with the trusted browsers; it finds "part" and "listed" there. -->
<form id="two-factor-devices-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
    <h2 class="two-factor-others">${msg("twoFactorDevicesTitle")}</h2>
    <p>${msg("twoFactorDevicesHint")}</p>
    <ul class="two-factor-methods">
        <#list part.model.devices as device>
            <li class="two-factor-method two-factor-device" data-device="${device.id}">
                <p id="two-factor-device-${device?counter}"><bdi><#if device.browser?has_content || device.system?has_content>${device.browser}<#if device.browser?has_content && device.system?has_content> / </#if>${device.system}<#else>${msg("twoFactorTrustUnknown")}</#if></bdi><#if device.here> <span class="two-factor-default">${msg("twoFactorDeviceHere")}</span></#if><#if device.place?has_content><br>
                <small><bdi>${device.place}</bdi></small></#if><br>
                <small>${msg("twoFactorDeviceDates", device.since, device.lastUsed, device.end)}</small></p>
                <div class="two-factor-row">
                    <button type="submit" name="forget" value="${device.id}" aria-describedby="two-factor-device-${device?counter}" class="${listed.smallButtonClass()}">${msg("twoFactorDeviceForget")}</button>
                </div>
            </li>
        </#list>
    </ul>
    <div class="${properties.kcFormGroupClass!}"><div class="${properties.kcInputWrapperClass!} two-factor-buttons">
        <button id="two-factor-forget-all" type="submit" name="forgetAll" value="true" class="${form.secondaryButtonClass()}">${msg("twoFactorDevicesForgetAll")}</button>
    </div></div>
</form>
