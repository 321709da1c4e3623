<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("twoFactorCopiedMailWhat", company)}</p>
<p>${msg("twoFactorCopiedMailDone")}</p>
<p>${msg("twoFactorCopiedMailNext")}</p>
</@layout.emailLayout>
