<#ftl output_format="plainText">
${msg("twoFactorNoticeHello", company)}

<#list changes as change>
- ${msg("twoFactorNotice-" + change.kind)}<#if change.type?has_content>: ${msg("twoFactorNoticeMethod-" + change.type)}<#if change.destination?has_content> <#if ltr>${change.destination}<#else>${"\x2066"}${change.destination}${"\x2069"}</#if></#if></#if>
</#list>

<#if byAdministrator>${msg("twoFactorNoticeByAdministrator", time)}<#elseif browser?has_content && system?has_content>${msg("twoFactorNoticeWhere", browser, system, time)}<#else>${msg("twoFactorNoticeWhen", time)}</#if>

<#if reportLink?has_content>
${msg("twoFactorNoticeNotYou")}
${reportLink}
<#else>
${msg("twoFactorNoticeNotYouNoLink")}
</#if>
