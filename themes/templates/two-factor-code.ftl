<#import "template.ftl" as layout>
<#import "two-factor-form.ftl" as form>
<#import "two-factor-enroll-form.ftl" as enroll>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("code"); section>
    <#if section = "header">
        ${msg("twoFactorCodeTitle")}
    <#elseif section = "form">
        <@form.styleAndScript title=(msg("twoFactorCodeTitle"))/>
        <#-- The script follows the message and puts in what it learns; without it a link shows the same. -->
        <p id="two-factor-state" class="two-factor-state" role="status" data-state="${twoFactor.state}"<#if twoFactorArrival.address?has_content>
           data-address="${twoFactorArrival.address}" data-sent="${msg("twoFactorSent-" + twoFactor.method)}"
           data-delivered="${msg("twoFactorDelivered-" + twoFactor.method)}" data-failed="${msg("twoFactorDeliveryFailed")}"
           data-opted-out="${msg("twoFactorOptedOut")}"</#if>>
            <#if twoFactor.state == "SENDING">
                <span id="two-factor-state-words">${msg("twoFactorSending-" + twoFactor.method)}</span> <bdi dir="ltr" class="two-factor-destination">${twoFactor.destination}</bdi>
            <#elseif twoFactor.state == "SENT">
                <span id="two-factor-state-words">${msg("twoFactorSent-" + twoFactor.method)}</span> <bdi dir="ltr" class="two-factor-destination">${twoFactor.destination}</bdi>
            <#elseif twoFactor.state == "DELIVERED">
                <span id="two-factor-state-words">${msg("twoFactorDelivered-" + twoFactor.method)}</span> <bdi dir="ltr" class="two-factor-destination">${twoFactor.destination}</bdi>
            <#elseif twoFactor.state == "UNASKED">
                ${msg("twoFactorUnasked-" + twoFactor.method)} <bdi dir="ltr" class="two-factor-destination">${twoFactor.destination}</bdi>
            </#if>
        </p>
        <#-- The browser's own reload would post the password again, and Keycloak calls that page expired. -->
        <noscript><p><a id="two-factor-look-again" href="${url.loginAction}">${msg("twoFactorLookAgain")}</a></p></noscript>
        <form id="two-factor-code-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate<#if twoFactor.method == "sms"> data-web-otp</#if>>
            <@form.codeField label=msg("twoFactorCodeLabel", twoFactor.length)/>
            <@form.trustBox/>
            <div class="${properties.kcFormGroupClass!}"><div class="${properties.kcInputWrapperClass!} two-factor-buttons">
                <@form.verifyButton/>
                <#if twoFactorArrival.sends gte 2 && auth?has_content && auth.showTryAnotherWayLink()>
                    <p id="two-factor-still-nothing">${msg("twoFactorStillNothing")}</p>
                </#if>
                <#if twoFactor.canResend>
                    <button id="two-factor-resend" type="submit" name="resend" value="true"
                            data-wait="${twoFactor.resendSeconds?c}" class="${form.secondaryButtonClass()}">${msg((twoFactor.state == "UNASKED")?then("twoFactorSend", "twoFactorResend"))}</button>
                    <p id="two-factor-wait" class="two-factor-wait" data-text="${msg("twoFactorWait", "{0}")}"><#if twoFactor.resendSeconds gt 0>${msg("twoFactorWait", twoFactor.resendSeconds)}</#if></p>
                    <#-- The countdown itself is read out to nobody; only its end is. -->
                    <p id="two-factor-wait-over" class="two-factor-spoken" role="status" data-text="${msg("twoFactorWaitOver")}"></p>
                <#else>
                    <p class="two-factor-wait">${msg((twoFactor.enrolling!false)?then("twoFactorEnrollSendsUsed", "twoFactorNoMoreSends"))}</p>
                </#if>
                <#if twoFactor.enrolling!false>
                    <@enroll.wayOut name="change" label=msg("twoFactorChange-" + twoFactor.method)/>
                    <@enroll.cancel/>
                </#if>
            </div></div>
        </form>
        <#if twoFactor.others?has_content>
            <form id="two-factor-others" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
                <div class="${properties.kcFormGroupClass!}"><div class="${properties.kcInputWrapperClass!} two-factor-buttons">
                    <h2 class="two-factor-others">${msg("twoFactorOthers-" + twoFactor.method)}</h2>
                    <#list twoFactor.others as other>
                        <button type="submit" name="credentialId" value="${other.id}" class="${form.secondaryButtonClass()}"><#if other.label?has_content><bdi>${other.label}</bdi> </#if><bdi dir="ltr" class="two-factor-destination">${other.destination}</bdi></button>
                    </#list>
                </div></div>
            </form>
        </#if>
        <@form.otherWays/>
    </#if>
</@layout.registrationLayout>
