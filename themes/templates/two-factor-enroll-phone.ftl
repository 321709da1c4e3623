<#import "template.ftl" as layout>
<#import "two-factor-form.ftl" as form>
<#import "two-factor-enroll-form.ftl" as enroll>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("phoneNumber"); section>
    <#if section = "header">
        ${msg("twoFactorEnrollTitle-sms")}
    <#elseif section = "form">
        <@form.styleAndScript title=(msg("twoFactorEnrollTitle-sms"))/>
        <p class="two-factor-state">${msg("twoFactorEnrollHint-sms")}</p>
        <form id="two-factor-enroll-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate>
            <#-- Keeps its place until the script comes that makes it work; the list below does without it. -->
            <div id="two-factor-country-search" class="two-factor-scripted two-factor-coming">
                <@enroll.group name="countrySearch" label=msg("twoFactorCountrySearch")>
                    <input id="countrySearch" type="search" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="64"
                           aria-controls="country" class="<#if !form.modern>${properties.kcInputClass!}</#if>">
                </@enroll.group>
                <p id="two-factor-countries-found" class="two-factor-state" role="status" data-text="${msg("twoFactorCountriesFound")}"></p>
            </div>
            <@enroll.group name="country" label=msg("twoFactorCountry")>
                    <select id="country" name="country" autocomplete="country" class="<#if !form.modern>${properties.kcInputClass!}</#if>">
                        <option value="" <#if twoFactor.country == "">selected</#if>>${msg("twoFactorCountryNone")}</option>
                        <#list twoFactor.countries as country>
                            <option value="${country.code}" data-prefix="${country.prefix?remove_beginning("+")}" <#if country.main == "true">data-main="true" </#if>data-pattern="${country.pattern}" data-international="${country.international}" <#if country.code == twoFactor.country>selected</#if>>${country.name} (${country.prefix})</option>
                        </#list>
                    </select>
            </@enroll.group>
            <@enroll.input name="phoneNumber" label=msg("twoFactorPhoneNumber") value=twoFactor.phoneNumber type="tel" autocomplete="tel" inputmode="tel"/>
            <div class="${properties.kcFormGroupClass!}"><div class="${properties.kcInputWrapperClass!} two-factor-buttons">
                <@enroll.sendButton/>
                <#if twoFactor.choosable><@enroll.wayOut name="choose" label=msg("twoFactorChooseAnother")/></#if>
                <@enroll.cancel/>
            </div></div>
        </form>
        <script type="module" src="${url.resourcesPath}/two-factor/phone.js"></script>
        <script type="module" src="${url.resourcesPath}/two-factor/country.js"></script>
    </#if>
</@layout.registrationLayout>
