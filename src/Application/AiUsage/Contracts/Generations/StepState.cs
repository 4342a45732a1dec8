namespace AiWebBuilder.Application.AiUsage.Contracts.Generations;

/// <param name="Id">Becomes the id of the component that the step makes.</param>
/// <param name="Section">What the step is to make, JSON; its target's own.</param>
/// <param name="Status"><c>pending, completed, left_out, failed</c>.</param>
/// <param name="MayWait">Whether it may still wait for what calls under way hold.</param>
public sealed record StepState(Guid Id, string Name, string Section, string Status, bool MayWait);
