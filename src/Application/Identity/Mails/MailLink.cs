namespace AiWebBuilder.Application.Identity.Mails;

/// <param name="Address">Where it leads, with the token.</param>
public sealed record MailLink(string Token, string Address);
