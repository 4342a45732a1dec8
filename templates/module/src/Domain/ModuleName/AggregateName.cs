using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.ModuleName;

/// <summary>Says in one sentence what it is, in the words of its users.</summary>
public sealed class AggregateName : AggregateRoot, ITenantOwned
{
    private AggregateName() { }

    public Guid UserId { get; private init; }

    /// <summary>1–255 characters.</summary>
    public string Name { get; private set; } = "";

    public static AggregateName Create(Guid id, Guid userId, string name, DateTimeOffset now) =>
        new()
        {
            Id = id,
            UserId = userId,
            Name = name,
            CreatedAt = now,
        };

    /// <exception cref="DomainException">Validation <c>module_code.name_missing</c>.</exception>
    public void Rename(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new DomainException(ModuleNameErrors.NameMissing);
        }
        Name = name.Trim();
    }
}
