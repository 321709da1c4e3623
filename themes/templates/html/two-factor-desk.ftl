<#import "template.ftl" as layout>
<#assign sentence = msg("twoFactorMailCode", "|")>
<@layout.emailLayout>
<p>${sentence?keep_before("|")}<span dir="ltr" style="display: block; margin: 0.5em 0; font-size: 2em; font-weight: bold; letter-spacing: 0.1em">${code}</span>${sentence?keep_after("|")}</p>
<p>${msg("twoFactorMailDeskUse", company, minutes)}<#if numbering?has_content> ${numbering}</#if></p>
<p>${msg("twoFactorMailDeskNotYou")}</p>
</@layout.emailLayout>
