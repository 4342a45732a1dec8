namespace AiWebBuilder.Application.Identity.Mails;

/// <summary>What a link in a mail is for.</summary>
public enum LinkPurpose
{
    VerifyEmail,
    ResetPassword,
}
