<#ftl output_format="plainText">
${msg("twoFactorMailCode", code)}

${msg("twoFactorMailDeskUse", company, minutes)}<#if numbering?has_content> ${numbering}</#if>

${msg("twoFactorMailDeskNotYou")}
