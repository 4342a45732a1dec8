namespace AiWebBuilder.Application.AiUsage.Contracts.Generations;

/// <summary>What the modules that generate ask. All join the current unit of work.</summary>
public interface IGenerations
{
    /// <summary>Makes it and its job, which runs when the unit of work has committed.</summary>
    Task<StartedGeneration> StartAsync(NewGeneration generation, CancellationToken cancellationToken);

    /// <summary>Whether the whole campaign, or one of its components, is being generated.</summary>
    /// <param name="componentId">Null: any generation of the campaign; else only this component's and the whole campaign's.</param>
    Task<bool> IsUnderWayAsync(Guid campaignId, Guid? componentId, CancellationToken cancellationToken);

    /// <summary>What the latest generation of the whole campaign was to make and could not: the steps' JSON, as their target wrote it.</summary>
    Task<IReadOnlyList<string>> FailedAsync(Guid campaignId, CancellationToken cancellationToken);

    /// <summary>What people have told the campaign's generations, whole or of one component: the latest twenty.</summary>
    Task<IReadOnlyList<string>> InstructionsAsync(Guid campaignId, CancellationToken cancellationToken);
}
