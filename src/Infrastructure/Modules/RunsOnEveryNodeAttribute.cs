namespace AiWebBuilder.Infrastructure.Modules;

/// <summary>
/// On a loop of the process's own (a test looks for it): why each node runs it. What is to be done once, by whichever node, is an
/// <see cref="Application.Operations.Contracts.IRecurringWork"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RunsOnEveryNodeAttribute(string because) : Attribute
{
    public string Because => because;
}
