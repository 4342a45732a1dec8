namespace AiWebBuilder.Application.Identity.Contracts;

/// <summary>Keys for what other modules sign, all from the one key of the installation.</summary>
public interface IDerivedKeys
{
    /// <returns>32 bytes: the same on every node for the same purpose, and of no use for anything but that.</returns>
    byte[] DeriveKey(ReadOnlySpan<byte> purpose);
}
