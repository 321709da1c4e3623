<#-- How the settings pages name a method; import it as "listed". -->
<#import "two-factor-form.ftl" as form>

<#macro name method>
<#if method.label?has_content><bdi>${method.label}</bdi><#else>${msg("twoFactorChoose-" + method.key)}<#if method.destination?has_content> <bdi dir="ltr" class="two-factor-destination">${method.destination}</bdi></#if></#if><#t>
</#macro>

<#function smallButtonClass>
    <#return "${properties.kcButtonClass!} " + form.modern?then(properties.kcButtonSecondaryClass!, properties.kcButtonDefaultClass!)>
</#function>
