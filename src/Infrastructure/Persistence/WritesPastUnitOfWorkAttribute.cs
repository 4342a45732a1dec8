namespace AiWebBuilder.Infrastructure.Persistence;

/// <summary>
/// Marks who writes by statements of their own rather than through aggregates that the unit of work saves (docs/decisions/0019). A test finds
/// every such write, and fails on one whose class is not marked.
/// </summary>
/// <param name="because">Why an aggregate will not do, and in whose transaction it writes.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WritesPastUnitOfWorkAttribute(string because) : Attribute
{
    public string Because => because;
}
