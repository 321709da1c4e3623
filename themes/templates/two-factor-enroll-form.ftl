<#-- What our pages that set up a method have in common; import it as "enroll". -->
<#import "two-factor-form.ftl" as form>

<#macro group name label problem="">
            <div class="${properties.kcFormGroupClass!}">
                <div class="<#if form.modern>${properties.kcFormGroupLabelClass!}<#else>${properties.kcLabelWrapperClass!}</#if>">
                    <label for="${name}" class="<#if form.modern>${properties.kcFormLabelClass!}<#else>${properties.kcLabelClass!}</#if>">
                        <span class="${properties.kcFormLabelTextClass!}">${label}</span>
                    </label>
                </div>
                <div class="${properties.kcInputWrapperClass!}">
                    <#if form.modern><span class="${properties.kcInputClass!} <#if problem?has_content>${properties.kcError!}</#if>"></#if>
                    <#nested>
                    <#if form.modern></span></#if>
                    <#if problem?has_content>
                        <div class="${properties.kcFormHelperTextClass!}">
                            <span id="input-error-${name}" class="<#if form.modern>${properties.kcInputHelperTextItemClass!} ${properties.kcError!}<#else>${properties.kcInputErrorMessageClass!}</#if>" role="alert">
                                ${kcSanitize(problem)?no_esc}
                            </span>
                        </div>
                    </#if>
                </div>
            </div>
</#macro>

<#macro input name label value type autocomplete inputmode>
    <#local problem = messagesPerField.existsError(name)?then(messagesPerField.get(name), "")>
    <@group name=name label=label problem=problem>
                    <input id="${name}" name="${name}" type="${type}" value="${value}" dir="ltr" maxlength="254" autofocus
                           inputmode="${inputmode}" autocomplete="${autocomplete}" autocapitalize="off" spellcheck="false"
                           class="<#if !form.modern>${properties.kcInputClass!}</#if>"
                           aria-invalid="<#if problem?has_content>true<#else>false</#if>"
                           <#if problem?has_content>aria-describedby="input-error-${name}"</#if>>
    </@group>
</#macro>

<#macro sendButton>
                <button id="two-factor-send" type="submit" name="send" value="true"
                        class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">${msg("twoFactorSend")}</button>
</#macro>

<#-- Ways out of the page: buttons of the same form, so that they need no script. -->
<#macro wayOut name label>
                <button id="two-factor-${name}" type="submit" name="${name}" value="true" class="${form.secondaryButtonClass()}">${label}</button>
</#macro>

<#macro cancel>
    <#if isAppInitiatedAction??><@wayOut name="cancel-aia" label=msg("doCancel")/></#if>
</#macro>
