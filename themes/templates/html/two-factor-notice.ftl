<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("twoFactorNoticeHello", company)}</p>
<ul>
<#list changes as change>
<li>${msg("twoFactorNotice-" + change.kind)}<#if change.type?has_content>: ${msg("twoFactorNoticeMethod-" + change.type)}<#if change.destination?has_content> <span dir="ltr">${change.destination}</span></#if></#if></li>
</#list>
</ul>
<p><#if byAdministrator>${msg("twoFactorNoticeByAdministrator", time)}<#elseif browser?has_content && system?has_content>${msg("twoFactorNoticeWhere", browser, system, time)}<#else>${msg("twoFactorNoticeWhen", time)}</#if></p>
<#if reportLink?has_content>
<p>${msg("twoFactorNoticeNotYou")}</p>
<p><a href="${reportLink}">${msg("twoFactorReportTitle")}</a></p>
<#else>
<p>${msg("twoFactorNoticeNotYouNoLink")}</p>
</#if>
</@layout.emailLayout>
