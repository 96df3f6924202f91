/** Works that the methods paragraphs of the report name. */
export const citations = {
  andersen:
    "Andersen CL, Jensen JL, Orntoft TF (2004) Normalization of real-time quantitative reverse transcription-PCR data: a model-based variance estimation approach to identify genes suited for normalization, applied to bladder and colon cancer data sets. Cancer Res. 64:5245-5250.",
  barry:
    "Barry WT, Nobel AB, Wright FA (2005) Significance analysis of functional categories in gene expression studies: a structured permutation approach. Bioinformatics 21:1943-1949.",
  benjaminiHochberg:
    "Benjamini Y, Hochberg Y (1995) Controlling the false discovery rate: a practical and powerful approach to multiple testing. J. R. Stat. Soc. B 57:289-300.",
  bolstad:
    "Bolstad BM, Irizarry RA, Astrand M, Speed TP (2003) A comparison of normalization methods for high density oligonucleotide array data based on variance and bias. Bioinformatics 19:185-193.",
  bustin:
    "Bustin SA, Benes V, Garson JA, Hellemans J, Huggett J, Kubista M, Mueller R, Nolan T, Pfaffl MW, Shipley GL, Vandesompele J, Wittwer CT (2009) The MIQE guidelines: minimum information for publication of quantitative real-time PCR experiments. Clin. Chem. 55:611-622.",
  clopperPearson:
    "Clopper CJ, Pearson ES (1934) The use of confidence or fiducial limits illustrated in the case of the binomial. Biometrika 26:404-413.",
  cox: "Cox DR (1972) Regression models and life-tables. J. R. Stat. Soc. B 34:187-220.",
  delong:
    "DeLong ER, DeLong DM, Clarke-Pearson DL (1988) Comparing the areas under two or more correlated receiver operating characteristic curves: a nonparametric approach. Biometrics 44:837-845.",
  efron:
    "Efron B (1977) The efficiency of Cox's likelihood function for censored data. J. Am. Stat. Assoc. 72:557-565.",
  firth: "Firth D (1993) Bias reduction of maximum likelihood estimates. Biometrika 80:27-38.",
  goeman:
    "Goeman JJ, van de Geer SA, de Kort F, van Houwelingen HC (2004) A global test for groups of genes: testing association with a clinical outcome. Bioinformatics 20:93-99.",
  harrell:
    "Harrell FE, Lee KL, Mark DB (1996) Multivariable prognostic models: issues in developing models, evaluating assumptions and adequacy, and measuring and reducing errors. Stat. Med. 15:361-387.",
  heinzeSchemper:
    "Heinze G, Schemper M (2002) A solution to the problem of separation in logistic regression. Stat. Med. 21:2409-2419.",
  hellemans:
    "Hellemans J, Mortier G, De Paepe A, Speleman F, Vandesompele J (2007) qBase relative quantification framework and software for management and automated analysis of real-time quantitative PCR data. Genome Biol. 8:R19.",
  hodgesLehmann: "Hodges JL, Lehmann EL (1963) Estimates of location based on rank tests. Ann. Math. Stat. 34:598-611.",
  jonckheere:
    "Jonckheere AR (1954) A distribution-free k-sample test against ordered alternatives. Biometrika 41:133-145.",
  kaplanMeier:
    "Kaplan EL, Meier P (1958) Nonparametric estimation from incomplete observations. J. Am. Stat. Assoc. 53:457-481.",
  kendall: "Kendall MG (1938) A new measure of rank correlation. Biometrika 30:81-93.",
  kruskalWallis:
    "Kruskal WH, Wallis WA (1952) Use of ranks in one-criterion variance analysis. J. Am. Stat. Assoc. 47:583-621.",
  livakSchmittgen:
    "Livak KJ, Schmittgen TD (2001) Analysis of relative gene expression data using real-time quantitative PCR and the 2(-Delta Delta C(T)) method. Methods 25:402-408.",
  mannWhitney:
    "Mann HB, Whitney DR (1947) On a test of whether one of two random variables is stochastically larger than the other. Ann. Math. Stat. 18:50-60.",
  mantel:
    "Mantel N (1966) Evaluation of survival data and two new rank order statistics arising in its consideration. Cancer Chemother. Rep. 50:163-170.",
  mcnemar:
    "McNemar Q (1947) Note on the sampling error of the difference between correlated proportions or percentages. Psychometrika 12:153-157.",
  bestKeeper:
    "Pfaffl MW, Tichopad A, Prgomet C, Neuvians TP (2004) Determination of stable housekeeping genes, differentially regulated target genes and sample integrity: BestKeeper - Excel-based tool using pair-wise correlations. Biotechnol. Lett. 26:509-515.",
  mestdagh:
    "Mestdagh P, Van Vlierberghe P, De Weer A, Muth D, Westermann F, Speleman F, Vandesompele J (2009) A novel and universal method for microRNA RT-qPCR data normalization. Genome Biol. 10:R64.",
  pfaffl:
    "Pfaffl MW (2001) A new mathematical model for relative quantification in real-time RT-PCR. Nucleic Acids Res. 29:e45.",
  sen: "Sen PK (1968) Estimates of the regression coefficient based on Kendall's tau. J. Am. Stat. Assoc. 63:1379-1389.",
  smyth:
    "Smyth GK (2004) Linear models and empirical Bayes methods for assessing differential expression in microarray experiments. Stat. Appl. Genet. Mol. Biol. 3:3.",
  spearman: "Spearman C (1904) The proof and measurement of association between two things. Am. J. Psychol. 15:72-101.",
  vandesompele:
    "Vandesompele J, De Preter K, Pattyn F, Poppe B, Van Roy N, De Paepe A, Speleman F (2002) Accurate normalization of real-time quantitative RT-PCR data by geometric averaging of multiple internal control genes. Genome Biol. 3:research0034.",
  westfallYoung: "Westfall PH, Young SS (1993) Resampling-Based Multiple Testing. Wiley, New York.",
  wilcoxon: "Wilcoxon F (1945) Individual comparisons by ranking methods. Biometrics Bulletin 1:80-83.",
} as const;
