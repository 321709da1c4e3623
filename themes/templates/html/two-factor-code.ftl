<#import "template.ftl" as layout>
<#-- The code is part of the sentence, so that phones and mail programs find it and fill it in. -->
<#assign sentence = msg("twoFactorMailCode", "|")>
<@layout.emailLayout>
<p>${sentence?keep_before("|")}<span dir="ltr" style="display: block; margin: 0.5em 0; font-size: 2em; font-weight: bold; letter-spacing: 0.1em">${code}</span>${sentence?keep_after("|")}</p>
<p>${msg("twoFactorMailUse", company, minutes)}<#if numbering?has_content> ${numbering}</#if></p>
<p><#if browser?has_content && system?has_content>${msg("twoFactorMailWhere", browser, system, time)}<#else>${msg("twoFactorMailWhen", time)}</#if></p>
<p>${msg("twoFactorMailNotYou")}<#if reportLink?has_content> ${msg("twoFactorMailReport")} <a href="${reportLink}">${reportLink}</a></#if></p>
</@layout.emailLayout>
