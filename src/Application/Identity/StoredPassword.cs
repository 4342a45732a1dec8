namespace AiWebBuilder.Application.Identity;

/// <summary>A password as it is kept.</summary>
/// <param name="Scheme">From <see cref="Domain.Identity.PasswordSchemes"/>.</param>
public sealed record StoredPassword(string Hash, string Scheme);
