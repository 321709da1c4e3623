<#ftl output_format="plainText">
${msg("twoFactorMailCode", code)}

${msg("twoFactorMailUse", company, minutes)}<#if numbering?has_content> ${numbering}</#if>

<#if browser?has_content && system?has_content>${msg("twoFactorMailWhere", browser, system, time)}<#else>${msg("twoFactorMailWhen", time)}</#if>

${msg("twoFactorMailNotYou")}<#if reportLink?has_content> ${msg("twoFactorMailReport")}
${reportLink}</#if>
