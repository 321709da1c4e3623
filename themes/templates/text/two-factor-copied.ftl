<#ftl output_format="plainText">
${msg("twoFactorCopiedMailWhat", company)}
${msg("twoFactorCopiedMailDone")}

${msg("twoFactorCopiedMailNext")}
