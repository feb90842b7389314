"""What every file and column means: the source of both datapackage.json files (Data Package, Table Schema).

A block is a table: `# name; what a row is; primary key; foreign keys column>table.column`,
then one line a column: `name type unit; description` (unit `-`: none, `1`: dimensionless).
"""

import json

_RESULT = """
{key}
analyte_id string -; Analyte
qualifier string -; `<`: below the LOD, the value is the LOD; `J`: between LOD and LOQ; empty: a quantified result
value number -; Result, or the LOD if the qualifier is `<`
unit string -; Unit of the value
batch_id string -; Analytical batch"""

ZELENYI_HAI = (
    """
# site_features; one feature of the site plan; feature_id;
feature_id string -; Feature
name string -; Name
kind string -; boundary, field, source, decision unit or receptor
area_m2 integer m²; Area of the polygon
# site_vertices; one corner of a feature, in order around it; feature_id,vertex; feature_id>site_features.feature_id
feature_id string -; Feature
vertex integer -; Number of the corner
x_m number m; East, local grid
y_m number m; North, local grid
# decision_units; one decision unit and its sampling depth; decision_unit_id; feature_id>site_features.feature_id
decision_unit_id string -; Decision unit
feature_id string -; Feature with its outline
question string -; What its mean answers
depth_top_m number m; Top of the sampled layer
depth_bottom_m number m; Bottom of the sampled layer
increments integer -; Increments of one incremental sample
# wells; one well or piezometer; well_id;
well_id string -; Well
kind string -; monitoring well, piezometer or village well
x_m number m; East, local grid
y_m number m; North, local grid
ground_level_m number m; Ground above the local datum
datum_level_m number m; Measuring point (casing top) above the local datum
screen_top_m number m; Top of the screen below ground
screen_bottom_m number m; Bottom of the screen below ground
casing_diameter_mm integer mm; Inside diameter of the casing
borehole_diameter_mm integer mm; Diameter of the borehole
installed date -; Day of installation
purpose string -; Why it stands there
# borehole_layers; one layer of the log of one well; well_id,layer; well_id>wells.well_id
well_id string -; Well
layer integer -; Number of the layer from the top
depth_top_m number m; Top below ground
depth_bottom_m number m; Bottom below ground (last layer: end of the hole)
material string -; topsoil, loess, loess loam, sand or clay
description string -; Field description
# parameters; one parameter behind the generated data, for checking an estimate; parameter_id;
parameter_id string -; Parameter
subject string -; Analyte or part of the system
name string -; Name
symbol string -; Symbol in plain letters
value number -; Value
unit string -; Unit of the value (y: year of 365.25 d)
# water_balance; one month at the farm's weather station; month;
month string -; Month, YYYY-MM
rain_mm number mm; Precipitation
pet_mm number mm; Potential evapotranspiration
et_mm number mm; Actual evapotranspiration of the soil bucket
recharge_mm number mm; Recharge below the roots
storage_change_mm number mm; Precipitation minus evapotranspiration minus recharge
# pumping_rates; mean abstraction of one village well in one month; month,well_id; well_id>wells.well_id
month string -; Month, YYYY-MM
well_id string -; Village well
rate_m3_d number m³/d; Mean rate
# water_levels; one dip of one well; well_id,date; well_id>wells.well_id
well_id string -; Well
date date -; Day
depth_to_water_m number m; Depth to water below the measuring point; in MW03 depressed by floating product of relative density 0.75
product_thickness_m number m; Floating product in the well, MW03 only
status string -; rest or pumping (a pumped well also shows its own well loss)
# pumping_test; one drawdown reading while VW2 pumped and afterwards; well_id,time_min; well_id>wells.well_id
well_id string -; Observation well
distance_m number m; Distance from VW2
time_min integer min; Time since the pump started
phase string -; pumping or recovery
rate_m3_d number m³/d; Rate of VW2
drawdown_m number m; Drawdown, corrected for the trend
# slug_tests; one reading after a solid slug was pulled out; well_id,time_s; well_id>wells.well_id
well_id string -; Well
time_s number s; Time
displacement_m number m; Displacement from the static level
casing_radius_mm integer mm; Radius of the casing
screen_radius_mm integer mm; Radius of the borehole with filter pack
screen_length_m number m; Length of screen below the water table
# aquifer_cores; one core of the sand; core_id; well_id>wells.well_id
core_id string -; Core
well_id string -; Hole
depth_m number m; Depth below ground
bulk_density_kg_L number kg/L; Dry bulk density
total_porosity number 1; Porosity from the bulk density and 2.65 kg/L
effective_porosity number 1; Porosity from drainage and tracer
oc_pct number %; Organic carbon
# column_test; one hour of a column test with aquifer sand, 0.30 m long, seepage velocity 0.60 m/d; time_h;
time_h integer h; Time since the step input
bromide_relative number 1; Bromide, outflow over inflow
rdx_relative number 1; RDX, outflow over inflow
# purge_logs; one reading while a well is purged; well_id,date,time_min; well_id>wells.well_id
well_id string -; Well
date date -; Day
time_min integer min; Time since the pump started
rate_L_min number L/min; Pumping rate
drawdown_m number m; Drawdown in the well
temperature_C number °C; Temperature
pH number 1; pH
ec_uS_cm integer µS/cm; Electrical conductivity
orp_mV integer mV; Redox potential as read, Ag/AgCl electrode
oxygen_mg_L number mg/L; Dissolved oxygen
turbidity_NTU number NTU; Turbidity
# groundwater_samples; one groundwater or blank sample; sample_id; well_id>wells.well_id parent_sample_id>groundwater_samples.sample_id
sample_id string -; Sample, G-<round><order>
well_id string -; Well; empty for blanks
date date -; Day
sample_type string -; N normal, FD field duplicate, EB equipment blank, TB trip blank
parent_sample_id string -; For a field duplicate, the sample it repeats
temperature_C number °C; Temperature at the end of purging
pH number 1; pH
ec_uS_cm integer µS/cm; Electrical conductivity
oxygen_mg_L number mg/L; Dissolved oxygen
orp_mV integer mV; Redox potential as read, Ag/AgCl electrode
turbidity_NTU number NTU; Turbidity
# groundwater_results; one result of one analyte in one groundwater sample; sample_id,analyte_id; sample_id>groundwater_samples.sample_id analyte_id>analytes.analyte_id batch_id>batches.batch_id
"""
    + _RESULT.format(key="sample_id string -; Sample").strip()
    + """
# soil_campaigns; one campaign of soil sampling; campaign_id;
campaign_id string -; Campaign
date date -; First day
question string -; What it asks
design string -; Sampling design
extent string -; Size
# soil_locations; one point where soil or soil water was sampled; location_id; feature_id>site_features.feature_id
location_id string -; Location; the letters name the survey
x_m number m; East, local grid
y_m number m; North, local grid
feature_id string -; Feature it belongs to
design string -; How it was chosen; incremental: middle of the decision unit
# soil_samples; one soil sample; sample_id; location_id>soil_locations.location_id campaign_id>soil_campaigns.campaign_id parent_sample_id>soil_samples.sample_id decision_unit_id>decision_units.decision_unit_id
sample_id string -; Sample
location_id string -; Location
campaign_id string -; Campaign
date date -; Day
depth_top_m number m; Top
depth_bottom_m number m; Bottom
sample_type string -; discrete, field duplicate or incremental replicate
parent_sample_id string -; For a field duplicate, the sample it repeats
decision_unit_id string -; Decision unit, if it serves one
increments integer -; Number of increments
mass_kg number kg; Mass taken
# soil_results; one result of one analyte in one soil sample, dry mass; sample_id,analyte_id; sample_id>soil_samples.sample_id analyte_id>analytes.analyte_id batch_id>batches.batch_id
"""
    + _RESULT.format(key="sample_id string -; Sample").strip()
    + """
# soil_properties; properties of one soil sample; sample_id; sample_id>soil_samples.sample_id
sample_id string -; Sample
pH_H2O number 1; pH in water
oc_pct number %; Organic carbon, dry mass
clay_pct number %; Fraction below 2 µm
cec_cmol_kg number cmol/kg; Cation exchange capacity (charge)
bulk_density_kg_L number kg/L; Dry bulk density
moisture_pct number %; Water over moist mass at sampling
# analytes; one analyte; analyte_id;
analyte_id string -; Analyte
name string -; Name
cas string -; CAS number; empty for sums
group string -; Group
# methods; one method of the laboratory; method_id;
method_id string -; Method
matrix string -; soil or water
principle string -; Preparation and detection
laboratory string -; Laboratory A; for water laboratory B since 2022
# detection_limits; limits of one analyte in one method; method_id,analyte_id; method_id>methods.method_id analyte_id>analytes.analyte_id
method_id string -; Method
analyte_id string -; Analyte
unit string -; Unit of LOD and LOQ
lod number -; Limit of detection
loq number -; Limit of quantification
relative_sd number 1; Relative standard deviation well above the LOQ (water: with sampling)
# batches; one analytical batch; batch_id; method_id>methods.method_id
batch_id string -; Batch
method_id string -; Method
matrix string -; soil or water
date date -; Day of measurement
# qc_results; one quality-control result; qc_id; batch_id>batches.batch_id analyte_id>analytes.analyte_id
qc_id string -; Result
batch_id string -; Batch
qc_type string -; method blank, CRM, control sample, spike, spike duplicate, duplicate a, duplicate b (spikes: found amount)
analyte_id string -; Analyte
qualifier string -; As in the result tables
value number -; Result, or the LOD if the qualifier is `<`
unit string -; Unit
expected number -; Certified value or added amount
u_expected number -; Standard uncertainty of the certified value
# control_chart; one run of the CRM, lead; run; batch_id>batches.batch_id
run integer -; Number
date date -; Day
batch_id string -; Batch, where the run belongs to one
pb_mg_kg number mg/kg; Lead found; certified 86.0
# calibration; one reading of one lead standard; standard_mg_L,repeat;
standard_mg_L number mg/L; Standard
repeat integer -; Repeat
signal_counts number counts; Signal
# calibration_blanks; one reading of a calibration blank; blank;
blank integer -; Number
signal_counts number counts; Signal
# mdl_spikes; one low spike for the method detection limit, lead; spike;
spike integer -; Number
date date -; Day
added_mg_L number mg/L; Added
found_mg_L number mg/L; Found
# proficiency_test; one analyte reported by one laboratory; laboratory_id,analyte_id; analyte_id>analytes.analyte_id
laboratory_id string -; Laboratory, made up
analyte_id string -; Analyte
value number -; Reported value
expanded_uncertainty number -; Reported expanded uncertainty, k = 2
unit string -; Unit
# pxrf_pairs; one analyte in one yard sample by pXRF and in the laboratory; sample_id,analyte_id; sample_id>soil_samples.sample_id analyte_id>analytes.analyte_id batch_id>batches.batch_id
sample_id string -; Sample
analyte_id string -; Analyte
moisture_pct number %; Water over moist mass during the field reading
pxrf_field_mg_kg number mg/kg; Field reading on moist soil
pxrf_dried_mg_kg number mg/kg; Reading after drying and sieving
laboratory_mg_kg number mg/kg; Laboratory result
batch_id string -; Batch of the laboratory result
# soil_water; one suction-cup sample below the crater floor; location_id,date; location_id>soil_locations.location_id
location_id string -; Suction cup
date date -; Day
depth_below_crater_floor_m number m; Depth
rdx_qualifier string -; As in the result tables; LOD 1 µg/L
rdx_ug_L number µg/L; RDX
# mass_budget; one compartment of one contaminant on one day, from the model behind the data; analyte_id,compartment; analyte_id>analytes.analyte_id
analyte_id string -; Analyte
compartment string -; released, five places, and the rest that is not located (evaporated, degraded above the water table, pumped or unknown)
mass_kg number kg; Mass
date date -; Day
# leaching_tests; one eluate of a column or batch test; leach_id;
leach_id string -; Eluate
material string -; Soil
solute string -; Solute
test string -; column (fraction ending at the given L/S) or batch
liquid_solid_L_kg number L/kg; Cumulative L/S at the end of the fraction, or L/S of the batch
eluate_ug_L number µg/L; Mean concentration in the eluate
content_mg_kg number mg/kg; Total content of the soil
# isotherms; one bottle of a batch sorption test; bottle_id;
bottle_id string -; Bottle
material string -; topsoil or loess subsoil
solute string -; Solute
soil_g integer g; Dry soil
solution_mL integer mL; Solution
initial_mg_L number mg/L; Concentration at the start
equilibrium_mg_L number mg/L; Concentration after 48 h
# dissipation; residue in one replicate plot on one day; compound,day,replicate;
compound string -; Pesticide
day integer d; Days after application
replicate integer -; Plot
qualifier string -; As in the result tables; LOD 0.005 mg/kg
residue_mg_kg number mg/kg; Residue, dry mass
# crop_samples; one crop sample next to a soil sample; crop_id; sample_id>soil_samples.sample_id
crop_id string -; Crop sample
sample_id string -; Soil sample beside it
crop string -; Crop
cd_qualifier string -; As in the result tables; LOD 0.002 mg/kg
cd_mg_kg_fw number mg/kg; Cadmium, fresh mass
pb_qualifier string -; As in the result tables; LOD 0.01 mg/kg
pb_mg_kg_fw number mg/kg; Lead, fresh mass
dry_matter_pct number %; Dry matter
# field_nitrogen; nitrogen balance of one field in one year; feature_id,year; feature_id>site_features.feature_id
feature_id string -; Field
year integer -; Year
crop string -; Crop
mineral_n_kg_ha integer kg/ha; Mineral fertiliser
manure_n_kg_ha integer kg/ha; Manure
deposition_n_kg_ha integer kg/ha; Deposition
offtake_n_kg_ha integer kg/ha; Taken away with the crop
surplus_n_kg_ha integer kg/ha; Inputs minus offtake
# microplastics_samples; one soil, blank or spiked sample; mp_sample_id; feature_id>site_features.feature_id
mp_sample_id string -; Sample
sample_type string -; sample, blank or spike
feature_id string -; Field; empty for blanks
date date -; Day of sampling
dry_mass_kg number kg; Dry soil worked up
spiked_particles integer -; Red PE particles of 500 µm added
# microplastics_particles; one particle found; mp_sample_id,particle; mp_sample_id>microplastics_samples.mp_sample_id
mp_sample_id string -; Sample
particle integer -; Number
size_um integer µm; Longest dimension
shape string -; film, fragment or fibre
colour string -; Colour
polymer string -; Polymer by ATR-FTIR or µFTIR
match_quality number 1; Library match
# toxicity_tests; chronic values of one unnamed species for TNT in loess; species_id;
species_id string -; Species, made up
group string -; Group of organisms
endpoint string -; Endpoint
noec_mg_kg number mg/kg; No-observed-effect concentration, dry mass
ec50_mg_kg number mg/kg; EC50, dry mass
# dose_response; one test vessel; species_id,dose_mg_kg,replicate; species_id>toxicity_tests.species_id
species_id string -; Species
dose_mg_kg integer mg/kg; TNT, dry mass
replicate integer -; Vessel
juveniles integer -; Juveniles counted
# unit_costs; one cost item, in fictional credits (CR), 2025; cost_id;
cost_id string -; Item
item string -; What it is
per string -; Unit the cost refers to
low_cr integer CR; Low
likely_cr integer CR; Most likely
high_cr integer CR; High
# remedy_options; one option for one source or receptor; option_id; feature_id>site_features.feature_id
option_id string -; Option
feature_id string -; Where
name string -; What is done
capital_cr integer CR; Cost at the start
yearly_cr integer CR/y; Cost a year
duration_y integer y; Years
load_reduction number 1; Expected reduction of the load or exposure
score_effect integer -; Score 1 (poor) to 5 (good): lasting effect
score_speed integer -; Score: speed
score_footprint integer -; Score: environmental footprint
score_acceptance integer -; Score: acceptance in the village
"""
)

RIO_CLARO = """
# subcatchments; one part of the watershed; subcatchment_id;
subcatchment_id string -; Sub-catchment
description string -; Landscape
# plots; one cocoa plot; plot_id; subcatchment_id>subcatchments.subcatchment_id
plot_id string -; Plot
subcatchment_id string -; Sub-catchment
x_m number m; East, local grid
y_m number m; North, local grid
area_ha number ha; Area
genotype string -; Genotype group G1, G2 or G3
age_y integer y; Age of the trees
soil_cd_mg_kg number mg/kg; Cadmium in soil, 0-0.20 m, aqua regia, dry mass
pH_H2O number 1; pH in water
oc_pct number %; Organic carbon
clay_pct number %; Clay
soil_zn_mg_kg number mg/kg; Zinc in soil, aqua regia, dry mass
leaf_cd_mg_kg number mg/kg; Cadmium in leaves, dry mass
bean_cd_mg_kg number mg/kg; Cadmium in peeled beans, dry mass
yield_kg_ha number kg/ha; Dry beans a year
# lots; one fermented and dried lot; lot_id; subcatchment_id>subcatchments.subcatchment_id
lot_id string -; Lot
subcatchment_id string -; Sub-catchment of its first plot
mass_kg integer kg; Dry beans
grade string -; Grade A or B
price_cr_kg number CR/kg; Price in fictional credits
bean_cd_mg_kg number mg/kg; Cadmium measured in the lot
u_cd_mg_kg number mg/kg; Standard uncertainty of it
# lot_plots; beans of one plot in one lot; lot_id,plot_id; lot_id>lots.lot_id plot_id>plots.plot_id
lot_id string -; Lot
plot_id string -; Plot
mass_kg integer kg; Dry beans
# lime_trial; one trial plot in one year; block,lime_t_ha,year;
block string -; Block
lime_t_ha integer t/ha; Lime in year 0
year integer y; Years since liming
pH_H2O number 1; pH of the topsoil
cacl2_cd_mg_kg number mg/kg; Cadmium extracted by 0.01 M CaCl2
bean_cd_mg_kg number mg/kg; Cadmium in beans, dry mass
yield_kg_ha integer kg/ha; Dry beans
# consumers; one invented consumer; consumer_id;
consumer_id string -; Consumer, made up
age_group string -; Age group
body_weight_kg number kg; Body weight
chocolate_g_d number g/d; Chocolate eaten
cocoa_powder_g_d number g/d; Cocoa powder drunk
other_food_cd_ug_kg_week number µg/kg; Cadmium from all other food, per kg body weight and week
# watershed_samples; one sample of water, sediment or rock; watershed_sample_id; subcatchment_id>subcatchments.subcatchment_id
watershed_sample_id string -; Sample
subcatchment_id string -; Sub-catchment
medium string -; river water, river sediment or parent rock
date date -; Day
qualifier string -; `<`: below the LOD, the value is the LOD; `J`: between LOD and LOQ; empty: quantified
cd_value number -; Cadmium, or the LOD if the qualifier is `<`
unit string -; Unit of the value
# cadmium_inputs; one term of the yearly cadmium balance of the topsoil; subcatchment_id,term; subcatchment_id>subcatchments.subcatchment_id
subcatchment_id string -; Sub-catchment
term string -; Term
amount number -; Amount of carrier, negative if taken away
amount_unit string -; Its unit
content number -; Cadmium content of the carrier
content_unit string -; Its unit
cd_g_ha_y number g/(ha·y); Cadmium
# prices; one price or cost in fictional credits (CR); price_id;
price_id string -; Item
item string -; What it is
per string -; Unit it refers to
price_cr number CR; Price
# parameters; one parameter of the transfer model behind the plots; symbol;
name string -; Name
symbol string -; Symbol in plain letters
value number -; Value
"""

_CASES = {
    "zelenyi-hai": (
        "Zelenyi Hai (fictional)",
        "Made-up data of a shelled steppe farm and its village well field. Place, events and all values are fictional.",
        ZELENYI_HAI,
    ),
    "rio-claro": ("Rio Claro (fictional)", "Made-up data of a cocoa cooperative. Place and all values are fictional.", RIO_CLARO),
}


def _field(line: str) -> dict[str, object]:
    """A column line as a Table Schema field; `unit` is a custom property."""
    head, description = line.split("; ", 1)
    name, kind, unit = head.split(" ", 2)
    return {"name": name, "type": kind} | ({} if unit == "-" else {"unit": unit}) | {"description": description}


def _resource(block: str) -> dict[str, object]:
    """A table block as a tabular data resource."""
    head, *lines = block.strip().splitlines()
    name, row, key, links = (part.strip() for part in head.split(";"))
    schema: dict[str, object] = {"fields": [_field(line) for line in lines], "missingValues": [""], "primaryKey": key.split(",")}
    foreign = []
    for link in links.split():
        column, target = link.split(">")
        table, field = target.split(".")
        foreign.append({"fields": [column], "reference": {"resource": "" if table == name else table, "fields": [field]}})
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": f"One row is {row}.",
        "schema": schema,
    }


def _all(case: str) -> list[dict[str, object]]:
    return [_resource(block) for block in _CASES[case][2].strip().removeprefix("# ").split("\n# ")]


def resources(case: str) -> list[str]:
    """Names of the tables of a case, in the order of its package."""
    return [str(r["name"]) for r in _all(case)]


def package(case: str) -> bytes:
    """The datapackage.json of a case: Data Package with Table Schema."""
    title, description, _ = _CASES[case]
    content = {"profile": "tabular-data-package", "name": case, "title": title, "description": description, "resources": _all(case)}
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
