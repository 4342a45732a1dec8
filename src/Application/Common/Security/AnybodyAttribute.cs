namespace AiWebBuilder.Application.Common.Security;

/// <summary>Declares that a request needs nobody signed in, and why that is right.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnybodyAttribute(string because) : Attribute
{
    public string Because { get; } = because;
}
