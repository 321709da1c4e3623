<#-- What our pages that take a code have in common; import it as "form". -->
<#-- keycloak.v2 brings field.ftl and other class names; the older themes do not. -->
<#assign modern = .get_optional_template("field.ftl").exists>
<#assign problem = messagesPerField.existsError("code")?then(messagesPerField.get("code"), "")>

<#-- A frame keeps the page in the middle: shown while it is read, it would jump. Keycloak 26.7 lets a script in its head hold the picture back. -->
<#function no><#return false></#function>
<#function script path more={}><#return {"path": path, "hasDefer": no, "hasAsync": no} + more></#function>
<#assign themesOwn = (themeResources.scripts)![]>
<#if !themesOwn?has_content><#assign themesOwn = (properties.scripts!)?split(" ")?filter(path -> path != "")?map(path -> script(path))></#if>
<#global themeResources = (themeResources!{}) + {"scripts": themesOwn + [script("two-factor/code.js", {"type": "module", "blocking": "render"})]}>

<#-- The older frame shows the user's name in place of the title; the page keeps its heading all the same. -->
<#macro styleAndScript title="">
    <link rel="stylesheet" href="${url.resourcesPath}/two-factor/two-factor.css">
    <script type="module" src="${url.resourcesPath}/two-factor/code.js"></script>
    <#if title?has_content && !modern && auth?has_content && auth.showUsername() && !auth.showResetCredentials()><h1 class="two-factor-title">${title}</h1></#if>
</#macro>

<#-- The script sends a complete code by itself, as the hint says; not where a box waits to be ticked. -->
<#macro codeField label>
            <#local sendsItself = (twoFactor.trustDays!0) == 0>
            <#local describedBy = (problem?has_content?then("input-error-code ", "") + sendsItself?then("two-factor-sends-itself", ""))?trim>
            <div class="${properties.kcFormGroupClass!}">
                <div class="<#if modern>${properties.kcFormGroupLabelClass!}<#else>${properties.kcLabelWrapperClass!}</#if>">
                    <label for="code" class="<#if modern>${properties.kcFormLabelClass!}<#else>${properties.kcLabelClass!}</#if>">
                        <span class="${properties.kcFormLabelTextClass!}">${label}</span>
                    </label>
                </div>
                <div class="${properties.kcInputWrapperClass!}">
                    <#if modern><span class="${properties.kcInputClass!} <#if problem?has_content>${properties.kcError!}</#if>"></#if>
                    <input id="code" name="code" type="text" value="" dir="ltr" maxlength="64" autofocus
                           inputmode="numeric" autocomplete="one-time-code" autocapitalize="off" spellcheck="false"
                           class="two-factor-code <#if !modern>${properties.kcInputClass!}</#if>"
                           aria-invalid="<#if problem?has_content>true<#else>false</#if>"
                           <#if describedBy?has_content>aria-describedby="${describedBy}"</#if>>
                    <#if modern></span></#if>
                    <#if sendsItself><p id="two-factor-sends-itself" class="two-factor-hint two-factor-scripted" data-length="${twoFactor.length?c}">${msg("twoFactorSendsItself")}</p></#if>
                    <#if problem?has_content>
                        <div class="${properties.kcFormHelperTextClass!}">
                            <span id="input-error-code" class="<#if modern>${properties.kcInputHelperTextItemClass!} ${properties.kcError!}<#else>${properties.kcInputErrorMessageClass!}</#if>" role="alert">
                                ${kcSanitize(problem)?no_esc}
                            </span>
                        </div>
                    </#if>
                </div>
            </div>
</#macro>

<#-- Never ticked beforehand: trust is the person's own choice, each time. -->
<#macro trustBox>
    <#if (twoFactor.trustDays!0) gt 0>
            <div class="${properties.kcFormGroupClass!} two-factor-trust"><div class="${properties.kcInputWrapperClass!}">
                <label for="trustDevice" class="two-factor-choice"><input id="trustDevice" name="trustDevice" type="checkbox" value="on" autocomplete="off"> <span>${(twoFactor.trustDays == 1)?then(msg("twoFactorTrust-one"), msg("twoFactorTrust", twoFactor.trustDays?c))}</span></label>
            </div></div>
    </#if>
</#macro>

<#macro verifyButton>
                <button id="two-factor-verify" type="submit" name="verify" value="true"
                        class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">${msg("twoFactorVerify")}</button>
</#macro>

<#function secondaryButtonClass>
    <#return "${properties.kcButtonClass!} " + modern?then(properties.kcButtonSecondaryClass!, properties.kcButtonDefaultClass!) + " ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">
</#function>

<#-- Keycloak's link to the other methods needs an inline script, and its list a mouse: without either these buttons do the same. -->
<#macro otherWays>
    <#if auth?has_content && auth.showTryAnotherWayLink()>
            <noscript><@listOfWays/></noscript>
            <div id="two-factor-ways" hidden><@listOfWays/></div>
    </#if>
</#macro>

<#macro listOfWays>
            <form class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
                <div class="${properties.kcFormGroupClass!}"><div class="${properties.kcInputWrapperClass!} two-factor-buttons">
                    <h2 class="two-factor-others">${msg("doTryAnotherWay")}</h2>
                    <#list auth.authenticationSelections as way>
                        <#if way.authExecId != (execution!"")>
                            <button type="submit" name="authenticationExecution" value="${way.authExecId}" class="${secondaryButtonClass()}">${msg(way.displayName)}</button>
                        </#if>
                    </#list>
                </div></div>
            </form>
</#macro>
