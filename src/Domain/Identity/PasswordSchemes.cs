namespace AiWebBuilder.Domain.Identity;

/// <summary>The allowed values of <c>users.password_scheme</c>.</summary>
public static class PasswordSchemes
{
    /// <summary>Bcrypt over SHA-384 of the password in Unicode's form C.</summary>
    public const string Current = "bcrypt-sha384";

    /// <summary>Bcrypt of the password itself, of which it reads 72 bytes: rows that came from elsewhere.</summary>
    public const string Plain = "bcrypt";
}
